"""How the job signs in to Kafka, alike for reading and writing."""

from __future__ import annotations

from job.config import PropertyGroup


def kafka_login(group: PropertyGroup) -> dict[str, str | None]:
    """SASL_SSL signs in with the job's role; PLAINTEXT is for a broker on this machine."""
    protocol = group.one_of("security.protocol", ("SASL_SSL", "PLAINTEXT"))
    if protocol == "PLAINTEXT":
        return {"properties.security.protocol": protocol}
    return {
        "properties.security.protocol": protocol,
        "properties.sasl.mechanism": "AWS_MSK_IAM",
        "properties.sasl.jaas.config": "software.amazon.msk.auth.iam.IAMLoginModule required;",
        "properties.sasl.client.callback.handler.class": "software.amazon.msk.auth.iam.IAMClientCallbackHandler",
    }
