"""What an operator sets for the channels: each platform's own names and secrets.

A channel whose secrets are missing is off. Where each of them is found on the platform's pages is
told in docs/channels.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class ChannelSettings:
    """The settings of the channels; a part of `settings.Settings`."""

    web: int = field(default=1, metadata={"help": "the web page for residents: 1 on, 0 off"})
    wechat_token: str = field(
        default="", repr=False, metadata={"help": "WeChat account: the token (服务器配置)"}
    )
    wechat_app_id: str = field(default="", metadata={"help": "WeChat account: the AppID"})
    wechat_aes_key: str = field(
        default="",
        repr=False,
        metadata={"help": "WeChat account: the EncodingAESKey; empty: plain mode"},
    )
    wechat_secret: str = field(
        default="",
        repr=False,
        metadata={
            "help": "WeChat account: the AppSecret, for late answers (verified accounts only)",
        },
    )
    wechat_api: str = field(
        default="https://api.weixin.qq.com", metadata={"help": "WeChat's interface"}
    )
    wecom_corp_id: str = field(default="", metadata={"help": "WeCom: the CorpID (企业ID)"})
    wecom_agent_id: str = field(default="", metadata={"help": "WeCom: the application's AgentId"})
    wecom_token: str = field(
        default="", repr=False, metadata={"help": "WeCom: the Token of 接收消息"}
    )
    wecom_aes_key: str = field(
        default="", repr=False, metadata={"help": "WeCom: the EncodingAESKey of 接收消息"}
    )
    wecom_secret: str = field(
        default="", repr=False, metadata={"help": "WeCom: the application's Secret, to send"}
    )
    wecom_api: str = field(
        default="https://qyapi.weixin.qq.com", metadata={"help": "WeCom's interface"}
    )
    dueros_skill_id: str = field(default="", metadata={"help": "DuerOS: the skill's id (技能ID)"})
    dueros_certificate: str = field(
        default="",
        metadata={"help": "DuerOS: file with its certificate (PEM); empty: it is fetched"},
    )
    aligenie_secret: str = field(
        default="",
        repr=False,
        metadata={"help": "AliGenie: value of the header X-Assistant-Secret"},
    )
    aligenie_key: str = field(
        default="", metadata={"help": "AliGenie: file with our RSA key (PEM), for encrypted bodies"}
    )
    aligenie_check: str = field(
        default="", metadata={"help": "AliGenie: the verification file (.txt) that it wants served"}
    )
    aligenie_template: str = field(
        default="",
        metadata={"help": "AliGenie: id of the screen template for lists; empty: none is shown"},
    )
    xiaoai_app_id: str = field(default="", metadata={"help": "XiaoAI: the skill's AppID"})
    xiaoai_key_id: str = field(default="", metadata={"help": "XiaoAI: the key's id"})
    xiaoai_secret: str = field(
        default="", repr=False, metadata={"help": "XiaoAI: the key's secret (base64)"}
    )
    alexa_skill_id: str = field(default="", metadata={"help": "Alexa: the skill's id"})
    alexa_certificate: str = field(
        default="",
        metadata={"help": "Alexa: file with its certificates (PEM); empty: they are fetched"},
    )
    wyoming_host: str = field(
        default="127.0.0.1",
        metadata={"help": "Wyoming (Home Assistant): address to listen on; a private network's"},
    )
    wyoming_port: int = field(default=0, metadata={"help": "Wyoming: port to listen on; 0: off"})
