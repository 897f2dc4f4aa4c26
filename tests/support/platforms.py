"""The platforms' side for whole conversations: phones and speakers that sign as theirs do."""

import base64
import hashlib
import hmac
import json
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import httpx
from cryptography.hazmat.primitives import hashes
from wechatpy.enterprise.crypto import WeChatCrypto as WeComCrypto

from assistant.channels.wechat_envelope import signature_of
from assistant.clock import ZONE
from tests.channels.speaker_support import Authority, Issued

TOKEN = "shequ2026"
AES_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"
CORP_ID = "ww1234567890abcdef"
GENIE_SECRET = "genie-secret-of-the-tests"
XIAOAI_KEY = base64.b64encode(b"xiaoai-secret-of-the-tests").decode()
HOST = "assistant.example"
"""Where the platforms believe the assistant to be."""


class Platforms:
    """What is set at the assistant for all platforms, and the devices of their users."""

    def __init__(self, folder: Path) -> None:
        """Certificates are written into `folder`."""
        authority = Authority()
        yesterday = datetime.now(UTC) - timedelta(days=1)
        self.dueros = authority.issue("dueros-api.baidu.com", start=yesterday)
        self.alexa = authority.issue("echo-api.amazon.com", start=yesterday)
        self._folder = folder
        for name, issued in (("dueros", self.dueros), ("alexa", self.alexa)):
            (folder / f"{name}.pem").write_bytes(issued.pem)
        (folder / "genie-check.txt").write_text("genie says hello")

    def environment(self) -> Mapping[str, str]:
        """The settings."""
        return {
            "ASSISTANT_PUBLIC_URL": f"https://{HOST}",
            "ASSISTANT_WECHAT_TOKEN": TOKEN,
            "ASSISTANT_WECOM_TOKEN": TOKEN,
            "ASSISTANT_WECOM_CORP_ID": CORP_ID,
            "ASSISTANT_WECOM_AES_KEY": AES_KEY,
            "ASSISTANT_DUEROS_SKILL_ID": "bot-0001",
            "ASSISTANT_DUEROS_CERTIFICATE": str(self._folder / "dueros.pem"),
            "ASSISTANT_ALIGENIE_SECRET": GENIE_SECRET,
            "ASSISTANT_ALIGENIE_CHECK": str(self._folder / "genie-check.txt"),
            "ASSISTANT_XIAOAI_APP_ID": "a-0001",
            "ASSISTANT_XIAOAI_KEY_ID": "key-1",
            "ASSISTANT_XIAOAI_SECRET": XIAOAI_KEY,
            "ASSISTANT_ALEXA_SKILL_ID": "amzn1.ask.skill.0001",
            "ASSISTANT_ALEXA_CERTIFICATE": str(self._folder / "alexa.pem"),
        }


class Device:
    """One user's device; each kind knows how its platform writes and signs."""

    def __init__(self, http: httpx.Client) -> None:
        self._http = http
        self.user = uuid.uuid4().hex
        self.now = datetime.now(UTC)

    def _posted(self, path: str, body: bytes, headers: Mapping[str, str] | None = None) -> Any:
        sent = {"content-type": "application/json", **(headers or {})}
        response = self._http.post(path, content=body, headers=sent)
        assert response.status_code == 200, response.status_code
        return response.json()


class XiaoAI(Device):
    """小爱同学."""

    def says(self, text: str, kind: int = 1, *, silent: bool = False) -> dict[str, Any]:
        """Its answer: kind 0 opens the skill, 1 is in it, 2 leaves."""
        body = json.dumps(
            {
                "version": "1.0", "query": text,
                "session": {"is_new": kind == 0, "session_id": "s",
                            "application": {"app_id": "a-0001"},
                            "user": {"user_id": "u", "is_user_login": True}},
                "request": {"type": kind, "request_id": uuid.uuid4().hex, "locale": "zh-CN",
                            "timestamp": int(datetime.now(UTC).timestamp() * 1000),
                            "no_response": silent},
                "context": {"device_id": self.user, "device_category": "soundbox"},
            }
        ).encode()  # fmt: skip
        date = format_datetime(datetime.now(UTC), usegmt=True)
        digest = base64.b64encode(hashlib.md5(body).digest()).decode()  # noqa: S324 - theirs
        lines = ("POST", "/channels/xiaoai", "", date, HOST, "application/json", digest)
        signed = hmac.new(
            base64.b64decode(XIAOAI_KEY), "".join(f"{x}\n" for x in lines).encode(), hashlib.sha256
        )
        headers = {
            "X-Xiaomi-Date": date, "Content-Md5": digest,
            "Authorization": f"MIAI-HmacSHA256-V1 key-1::{signed.hexdigest()}",
        }  # fmt: skip
        answer: dict[str, Any] = self._posted("/channels/xiaoai", body, headers)
        return answer


class AliGenie(Device):
    """天猫精灵."""

    def says(self, text: str, *, new: bool = False) -> dict[str, Any]:
        """Its answer's returnValue."""
        stamp = datetime.now(ZONE).strftime("%Y%m%d%H%M%S%f")[:17]
        body = {
            "sessionId": "s", "utterance": text, "requestData": {"deviceOpenId": self.user},
            "botId": 1, "skillName": "社区帮手", "intentName": "any_text", "slotEntities": [],
            "requestId": f"{stamp}-{uuid.uuid4().int % 10**9}",
            "skillSession": {"skillSessionId": "k", "newSession": new},
        }  # fmt: skip
        headers = {"X-Assistant-Secret": GENIE_SECRET}
        answer = self._posted("/channels/aligenie", json.dumps(body).encode(), headers)
        assert answer["returnCode"] == "0"
        value: dict[str, Any] = answer["returnValue"]
        return value


class Signed(Device):
    """A device whose platform signs with a certificate."""

    def __init__(self, http: httpx.Client, issued: Issued) -> None:
        super().__init__(http)
        self._issued = issued


class DuerOS(Signed):
    """小度."""

    def says(self, text: str, kind: str = "IntentRequest", **request: Any) -> dict[str, Any]:
        """Its answer's response."""
        asked = {
            "type": kind, "requestId": uuid.uuid4().hex,
            "timestamp": str(int(datetime.now(UTC).timestamp())), **request,
        }  # fmt: skip
        if kind == "IntentRequest":
            asked["query"] = {"type": "TEXT", "original": text}
        body = json.dumps(
            {
                "version": "2.0", "session": {"new": False, "sessionId": "s", "attributes": []},
                "context": {"System": {
                    "user": {"userId": "u"}, "application": {"applicationId": "bot-0001"},
                    "device": {"deviceId": self.user,
                               "supportedInterfaces": {"Display": {}, "VoiceOutput": {}}}}},
                "request": asked,
            }
        ).encode()  # fmt: skip
        headers = {
            "signature": self._issued.signature(body, hashes.SHA1()),  # noqa: S303 - theirs
            "signaturecerturl": "https://duer.bdstatic.com/saiya/flow/dueros-api.baidu.com.cer.txt",
        }
        answer = self._posted("/channels/dueros", body, headers)
        response: dict[str, Any] = answer["response"]
        return response


class Alexa(Signed):
    """Alexa."""

    def says(self, text: str, kind: str = "IntentRequest") -> dict[str, Any]:
        """Its answer's response."""
        asked: dict[str, Any] = {
            "type": kind, "requestId": uuid.uuid4().hex, "locale": "en-US",
            "timestamp": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        }  # fmt: skip
        if kind == "IntentRequest":
            slot = {"name": "query", "value": text, "confirmationStatus": "NONE"}
            asked["intent"] = {"name": "SearchIntent", "slots": {"query": slot}}
        body = json.dumps(
            {
                "version": "1.0",
                "session": {"new": False, "sessionId": "s", "user": {"userId": "u"},
                            "application": {"applicationId": "amzn1.ask.skill.0001"}},
                "context": {"System": {
                    "application": {"applicationId": "amzn1.ask.skill.0001"},
                    "user": {"userId": "u"}, "device": {"deviceId": self.user}}},
                "request": asked,
            }
        ).encode()  # fmt: skip
        headers = {
            "Signature-256": self._issued.signature(body, hashes.SHA256()),
            "SignatureCertChainUrl": "https://s3.amazonaws.com/echo.api/echo-api-cert.pem",
        }
        response: dict[str, Any] = self._posted("/channels/alexa", body, headers)["response"]
        return response


class WeChat(Device):
    """A phone with WeChat, in plain mode."""

    def sends(self, kind: str, inside: str, message_id: str | None = None) -> str:
        """The text of the answer; "" where there is none."""
        stamp = str(int(datetime.now(UTC).timestamp()))
        identity = f"<MsgId>{message_id or uuid.uuid4().int % 10**17}</MsgId>"
        xml = (
            f"<xml><ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName>{self.user}"
            f"</FromUserName><CreateTime>{stamp}</CreateTime><MsgType>{kind}</MsgType>{inside}"
            f"{'' if kind == 'event' else identity}</xml>"
        )
        query = {"signature": signature_of(TOKEN, stamp, "n"), "timestamp": stamp, "nonce": "n"}
        response = self._http.post("/channels/wechat", params=query, content=xml.encode())
        assert response.status_code == 200, response.status_code
        if response.text == "success":
            return ""
        return str(fromstring(response.text).findtext("Content"))

    def says(self, text: str, message_id: str | None = None) -> str:
        """The answer to a text."""
        return self.sends("text", f"<Content><![CDATA[{text}]]></Content>", message_id)


class WeCom(Device):
    """Somebody in 企业微信, where everything is sealed."""

    def says(self, text: str) -> str:
        """The answer to a text."""
        stamp, crypto = (
            str(int(datetime.now(UTC).timestamp())),
            WeComCrypto(TOKEN, AES_KEY, CORP_ID),
        )
        xml = (
            f"<xml><ToUserName>{CORP_ID}</ToUserName><FromUserName>{self.user}</FromUserName>"
            f"<CreateTime>{stamp}</CreateTime><MsgType>text</MsgType><AgentID>1</AgentID>"
            f"<Content><![CDATA[{text}]]></Content><MsgId>{uuid.uuid4().int % 10**17}</MsgId></xml>"
        )
        sealed = fromstring(crypto.encrypt_message(xml, "n", stamp)).findtext("Encrypt") or ""
        signature = signature_of(TOKEN, stamp, "n", sealed)
        query = {"msg_signature": signature, "timestamp": stamp, "nonce": "n"}
        body = f"<xml><ToUserName>{CORP_ID}</ToUserName><Encrypt>{sealed}</Encrypt></xml>"
        response = self._http.post("/channels/wecom", params=query, content=body.encode())
        assert response.status_code == 200, response.status_code
        answer = fromstring(response.text)
        told = {name: answer.findtext(name) for name in ("MsgSignature", "TimeStamp", "Nonce")}
        opened = crypto.decrypt_message(
            response.text, told["MsgSignature"], told["TimeStamp"], told["Nonce"]
        )
        return str(fromstring(opened).findtext("Content"))
