"""Reads jobs as JSON from the standard input, sends each with LiteLLM's library, and prints the results as JSON."""

import json
import sys

import litellm

litellm.suppress_debug_info = True
given = json.load(sys.stdin)
results = []
for job in given["jobs"]:
    options = {} if job.get("retries") == "usual" else {"max_retries": 0}
    try:
        reply = litellm.image_generation(
            model=f"openai/{job['model']}",
            prompt=given["prompt"],
            api_base=job["baseUrl"],
            api_key=given["key"],
            **options,
        )
        images = [{"url": one.url, "base64": one.b64_json} for one in reply.data or []]
        images = [{name: value for name, value in image.items() if value is not None} for image in images]
        results.append({"id": job["id"], "images": images})
    except Exception as error:
        results.append({"id": job["id"], "error": str(error)})
print(json.dumps(results))
