"""Fixtures: one mock for the session, and one API key for each test, which separates the tests from each other."""

import os
import re
import shlex
import subprocess
import uuid

import openai
import pytest


def start_container(image):
    """Starts the mock in a container. Yields its URL."""
    from testcontainers.core.container import DockerContainer
    from testcontainers.core.wait_strategies import HttpWaitStrategy

    ready = HttpWaitStrategy(4010, "/_proofsheet/readyz").for_status_code(200)
    with DockerContainer(image).with_exposed_ports(4010).waiting_for(ready) as container:
        yield f"http://{container.get_container_host_ip()}:{container.get_exposed_port(4010)}"


def start_program(command):
    """Starts the mock as a program. Yields its URL.

    The pipe to the standard input ends with this process, however it ends. So no server is left, also behind npx.
    """
    flags = ["mock", "--port", "0", "--log-level", "warn", "--end-with-stdin"]
    with subprocess.Popen(
        shlex.split(command) + flags, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:
        for line in program.stdout:
            if found := re.search(r"mock at (http://\S+)", line):
                yield found[1]
                break
        else:
            raise RuntimeError(f"{command} ended without the URL of the mock: see its output above")
        program.stdin.close()
        program.stdout.read()


@pytest.fixture(scope="session")
def mock_url():
    """URL of a mock: the one of PROOFSHEET_URL, a container of PROOFSHEET_IMAGE, or the program of PROOFSHEET_COMMAND."""
    if url := os.environ.get("PROOFSHEET_URL"):
        yield url
    elif image := os.environ.get("PROOFSHEET_IMAGE"):
        yield from start_container(image)
    else:
        yield from start_program(os.environ.get("PROOFSHEET_COMMAND", "npx --yes proofsheet"))


@pytest.fixture
def api_key():
    """A key that no other test uses. The mock keeps tasks, clock, scenario, limits and journal by key."""
    return f"sk-{uuid.uuid4()}"


@pytest.fixture
def client(mock_url, api_key):
    with openai.OpenAI(base_url=f"{mock_url}/openai/v1", api_key=api_key, max_retries=2) as client:
        yield client
