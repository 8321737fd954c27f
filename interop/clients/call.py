"""Reads jobs as JSON from the standard input, sends each with the openai package, and prints the results as JSON."""

import json
import sys

from openai import OpenAI

given = json.load(sys.stdin)
results = []
for job in given["jobs"]:
    options = {} if job.get("retries") == "usual" else {"max_retries": 0}
    client = OpenAI(base_url=job["baseUrl"], api_key=given["key"], **options)
    fields = {"prompt": given["prompt"]}
    if "model" in job:
        fields["model"] = job["model"]
    try:
        if job["does"] == "stream":
            events = list(client.images.generate(stream=True, **fields))
            images = [{"base64": event.b64_json} for event in events if event.type.endswith("completed")]
            results.append({"id": job["id"], "images": images})
            continue
        if job["does"] == "edit":
            with open(given["file"], "rb") as file:
                reply = client.images.edit(image=("fox.png", file, "image/png"), **fields)
        else:
            reply = client.images.generate(**fields)
        images = [{"url": one.url, "base64": one.b64_json} for one in reply.data or []]
        images = [{name: value for name, value in image.items() if value is not None} for image in images]
        results.append({"id": job["id"], "images": images})
    except Exception as error:
        results.append({"id": job["id"], "error": str(error)})
print(json.dumps(results))
