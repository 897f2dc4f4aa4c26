"""The action webhook: Rasa calls the custom actions here, on this machine only."""

from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route


def action_app() -> Starlette:
    """The application that Rasa's `action_endpoint` points to, as the SDK's own server answers."""
    executor = ActionExecutor()
    executor.register_package("actions")

    async def webhook(request: Request) -> Response:
        call = await request.json()
        try:
            result = await executor.run(call)
        except ActionExecutionRejection as rejection:
            content = {"error": rejection.message, "action_name": rejection.action_name}
            return JSONResponse(content, status_code=400)
        except ActionNotFoundException as missing:
            content = {"error": missing.message, "action_name": missing.action_name}
            return JSONResponse(content, status_code=404)
        return JSONResponse(result.model_dump() if result else None)

    return Starlette(routes=[Route("/webhook", webhook, methods=["POST"])])
