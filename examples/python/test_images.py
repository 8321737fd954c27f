import base64
import json
import urllib.request

import openai
import pytest


def read_statuses(mock_url, api_key):
    """Lists the statuses of the requests with this key, from the journal of the mock."""
    headers = {"Authorization": f"Bearer {api_key}"}
    with urllib.request.urlopen(urllib.request.Request(f"{mock_url}/_proofsheet/journal", headers=headers)) as reply:
        return [entry["response"]["status"] for entry in json.load(reply)["entries"]]


def test_an_image_is_generated(client, mock_url, api_key):
    result = client.images.generate(model="gpt-image-2", prompt="A red fox on a green hill")
    assert base64.b64decode(result.data[0].b64_json).startswith(b"\x89PNG")
    assert read_statuses(mock_url, api_key) == [200]


def test_the_package_repeats_a_request_that_hits_the_rate_limit(client, mock_url, api_key):
    scenario = {"X-Proofsheet-Scenario": "rate-limited;times=1"}
    client.images.generate(model="gpt-image-2", prompt="A red fox", extra_headers=scenario)
    assert read_statuses(mock_url, api_key) == [429, 200]


def test_a_moderated_prompt_is_refused(client):
    with pytest.raises(openai.BadRequestError) as refusal:
        client.images.generate(model="gpt-image-2", prompt="A red fox [proofsheet:moderated]")
    assert refusal.value.code == "moderation_blocked"
