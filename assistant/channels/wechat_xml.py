"""The XML of WeChat and WeCom: read with suspicion, written with care."""

import re
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from assistant.channels.channel import Refused

_SEALED = re.compile(rb"<Encrypt>\s*(?:<!\[CDATA\[)?\s*([A-Za-z0-9+/=]+)\s*(?:\]\]>)?\s*</Encrypt>")
_IMPOSSIBLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Signs that XML cannot hold."""


def sealed_in(body: bytes) -> str:
    """The sealed part of a body that nobody has vouched for yet: found, not parsed.

    Raises Refused where there is none, or more than one to choose from.
    """
    found = _SEALED.findall(body)
    if len(found) != 1:
        raise Refused("a body without one sealed message", 403)
    return str(found[0].decode("ascii"))


def read_xml(content: bytes) -> Element:
    """The message. Raises Refused where it is none, or would define what its words mean."""
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise Refused("a message that is no XML", 400) from error
    if root.tag != "xml":
        raise Refused("XML that is no message", 400)
    return root


def text_in(element: Element | None, name: str) -> str:
    """What stands in the field of that name, "" where there is none."""
    return (element.findtext(name) or "").strip() if element is not None else ""


def text_message(receiver: str, sender: str, at: int, content: str) -> str:
    """A text from `sender` to `receiver`; `at` in seconds since 1970."""
    return (
        f"<xml><ToUserName>{_cdata(receiver)}</ToUserName>"
        f"<FromUserName>{_cdata(sender)}</FromUserName><CreateTime>{at}</CreateTime>"
        f"<MsgType>{_cdata('text')}</MsgType><Content>{_cdata(content)}</Content></xml>"
    )


def sealed_message(sealed: str, signature: str, at: str, nonce: str) -> str:
    """The envelope around a sealed answer."""
    return (
        f"<xml><Encrypt>{_cdata(sealed)}</Encrypt><MsgSignature>{_cdata(signature)}</MsgSignature>"
        f"<TimeStamp>{at}</TimeStamp><Nonce>{_cdata(nonce)}</Nonce></xml>"
    )


def _cdata(text: str) -> str:
    """The text where nothing in it is markup; its own end mark is parted between two sections."""
    possible = _IMPOSSIBLE.sub("", text)
    return f"<![CDATA[{possible.replace(']]>', ']]]]><![CDATA[>')}]]>"
