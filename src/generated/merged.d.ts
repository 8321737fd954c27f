// Generated from an OpenAPI document by openapi-typescript. Do not edit.
export interface paths {
    "/{model}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Generate or edit an image with a FLUX.2 model
         * @description Without input_image the image is made from the prompt, with one the image is edited.
         */
        post: operations["generateWithFlux2"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/account/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create an API key
         * @description The path of the vendor's skill. The page has /tokens.
         */
        post: operations["createAccountToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pricing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List prices */
        get: operations["listPrices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chat/completions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer messages
         * @description A model whose output can be images adds them to its message if modalities names image. Only the fields that concern images are described.
         */
        post: operations["sendChatCompletionRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/credits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the credit of the account
         * @description Only a management key may read the credit.
         */
        get: operations["getCredits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/images": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Generate images
         * @description Generates images from a prompt, and from reference images if the request has some. A request is paid in full or not at all: one that fails or is cancelled is a 502 and costs nothing.
         */
        post: operations["createImages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/images/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List image models
         * @description Lists each image model with all the fields that one of its endpoints accepts.
         */
        get: operations["listImageModels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/images/models/{author}/{slug}/endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Describe the endpoints of an image model
         * @description Lists the providers of a model, with the fields that each accepts and with prices.
         */
        get: operations["listImageModelEndpoints"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Describe the key
         * @description Says how much the key has used and how much it may still use.
         */
        get: operations["getCurrentKey"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List models
         * @description Lists the text models, or those whose output the query names.
         */
        get: operations["getModels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/async/images/generations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Submit a generation
         * @description The response has a task id for polling.
         */
        post: operations["submitAsyncImage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/async/images/result": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Poll a task
         * @description Finds the task by id alone; the owner is not checked.
         */
        get: operations["getAsyncImageResult"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the balance of the API key */
        get: operations["getTokenBalance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/credits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the balance */
        get: operations["getCredits2"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/f/image/{task_id}/{index}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download an image
         * @description A stand-in for the links of results, whose file names have no documented form. A link needs no key.
         */
        get: operations["getResultImage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fal-ai/flux-2/requests/{request_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the result of a request
         * @description Answers with the status, headers and body that the model returned. If the model returned an error, the response is this error. A result is kept for 1 hour, or for 6 minutes if it has 10 KB or more; with stored payloads it is kept longer.
         */
        get: operations["getRequestResult"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fal-ai/flux-2/requests/{request_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Cancel a request
         * @description Removes a request that waits. A request that runs gets a signal, and the model decides how to stop, so it may still end with a result.
         */
        put: operations["cancelRequest"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fal-ai/flux-2/requests/{request_id}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the status of a request
         * @description Answers 202 while the request waits or runs, and 200 when it has ended. There is no word for a failed request; an error appears in error and error_type, and as the response of the result.
         */
        get: operations["getRequestStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fal-ai/flux-2/requests/{request_id}/status/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Stream the status of a request
         * @description Sends the status document as an event each time it changes, and ends when the status is COMPLETED. The events have data only, no name. No image is in the stream.
         */
        get: operations["streamRequestStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fal-ai/flux-2/turbo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Submit a request for images
         * @description Puts the request into the queue. The endpoint in the path is the model.
         */
        post: operations["submitGeneration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fal-ai/flux-2/turbo/edit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Submit a request to edit images
         * @description Puts the request into the queue. At most four images are used.
         */
        post: operations["submitEdit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List files
         * @description The list ends when it has fewer files than limit.
         */
        get: operations["handle_list_files_request"];
        put?: never;
        /**
         * Upload a file
         * @description openai: An image of an edit may be named by the id of its file.
         *
         *     xai: A file has at most 50 MB. It is kept until it is deleted, or until expires_after has passed.
         */
        post: operations["createFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/files/{file_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Look up one file */
        get: operations["handle_retrieve_file_request"];
        put?: never;
        post?: never;
        /** Delete a file */
        delete: operations["deleteFile"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/files/{file_id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download a file
         * @description The reply is the file itself, whatever its kind.
         */
        get: operations["handle_download_file_content_request"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/files/{request_id}/{index}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download an image
         * @description A stand-in for the links of the storage host, whose path is a random name. A link needs no key and works for ever, unless the account or the request sets an end.
         */
        get: operations["getFilesRequestIdIndex"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/flux-dev": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Generate an image with FLUX.1 dev */
        post: operations["generateWithFluxDev"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/flux-kontext-max": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Generate or edit an image with FLUX.1 Kontext max
         * @description At most 6 tasks may be active, instead of 24.
         */
        post: operations["generateWithKontextMax"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/flux-kontext-pro": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Generate or edit an image with FLUX.1 Kontext pro */
        post: operations["generateWithKontextPro"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/flux-pro-1.0-expand": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Expand an image beyond its edges */
        post: operations["expandImage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/flux-pro-1.0-fill": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Fill a part of an image */
        post: operations["fillImage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/flux-pro-1.1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Generate an image with FLUX1.1 pro */
        post: operations["generateWithFluxPro11"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/flux-pro-1.1-ultra": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Generate an image with FLUX1.1 pro ultra */
        post: operations["generateWithFluxUltra"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/generated/{task_id}/{index}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download an image
         * @description apigo, ezlink: A stand-in for the storage host, which the documents do not name.
         *
         *     openai: Needs no key. GPT image models never return a URL.
         *
         *     sub2api: A stand-in for the object storage. A result has a permanent link if the operator sets public_base_url, otherwise a signed link that works for presign_expiry_hours, by default 24.
         *
         *     toapis: A stand-in for the links of results, whose file names have no documented form. A link works for 24 hours after the end of the task.
         */
        get: operations["getGeneratedTaskIdIndex"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/get_result": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the state and the result of a task
         * @description A caller has to use polling_url as it is, because the task may be on another host than the one that took the request. The samples send the key; the published text does not require it.
         */
        get: operations["getResult"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/image-generation-models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List image models
         * @description Lists the image models that the key may use, with their prices.
         */
        get: operations["handle_image_generation_models_list_request"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/image-generation-models/{model_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Describe an image model */
        get: operations["handle_image_generation_model_get_request"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/images/{request_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a deferred request
         * @description The status is 202 while the request is pending, and 200 at its end. A failed request is a document with an error, not an HTTP error. Results are kept for 24 hours.
         */
        get: operations["handle_get_deferred_image_request"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/images/edits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Edit an image
         * @description apigo: Edits an image, the area under a mask, or its style. The page says that form data is usual.
         *
         *     apimart: Only the Grok edit page names this route. The body is JSON. The route takes neither webhook nor language.
         *
         *     ezlink: The page says that the body is form data and not JSON. Its parameter table could not be retrieved.
         *
         *     gpt-best: Follows https://platform.openai.com/docs/api-reference/images/createEdit. The page's prose lists image (file or several files; gpt-image-1: PNG, WEBP or JPG under 25 MB each; dall-e-2: one square PNG under 4 MB), prompt (up to 32000 characters, dall-e-2 1000), mask (PNG under 4 MB of the image's size, for the first image), model (optional, dall-e-2 unless gpt-image-1 parameters are used), n (1 to 10, default 1), quality (high, medium, low, default auto), response_format (url or b64_json, url only for dall-e-2, valid for 60 minutes) and size (1024x1024, 1536x1024, 1024x1536, auto; dall-e-2 256x256, 512x512, 1024x1024).
         *
         *     openai: Takes files as multipart/form-data (`image`, `mask`, `markup`) or references as JSON (`images`, `mask`). The two bodies have different fields.
         *
         *     sub2api: The synchronous counterpart of the asynchronous route.
         *
         *     xai: Reads JSON only; a form is not supported. The images are links, data URLs or ids of uploaded files. With deferred true the reply is a request id at once.
         */
        post: operations["editImage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/images/edits/async": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Submit a task that edits images
         * @description Takes the body of the synchronous route and answers before the work begins. Only keys of an OpenAI or Grok group may use the route. The route is off until the operator configures object storage.
         */
        post: operations["submitImageEdit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/images/generations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Generate images from a prompt
         * @description apimart: Always asynchronous. With image_urls the task works from reference images, with mask_url it repaints a part of the first one.
         *
         *     ezlink: Named in the navigation of the docs. Its parameter table and its reply could not be retrieved.
         *
         *     openai: Answers one JSON object, or server-sent events when `stream` is true.
         *
         *     sub2api: The synchronous counterpart of the asynchronous route.
         *
         *     toapis: Always asynchronous. Reference images turn the task into an edit; there is no other route for edits.
         *
         *     together-ai: Generates images and answers when they are ready. An edit is the same request with a reference image, in the field that the model reads.
         *
         *     xai: Answers when the images are ready. With deferred true the reply is a request id at once, and the images come from GET /images/{request_id}.
         */
        post: operations["generateImage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/images/generations/{task_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a task
         * @description A failed task is a 200 too.
         */
        get: operations["getImageTask"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/images/generations/async": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Submit a task that generates images
         * @description Takes the body of the synchronous route and answers before the work begins. Only keys of an OpenAI or Grok group may use the route. The route is off until the operator configures object storage.
         */
        post: operations["submitImageGeneration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/images/tasks/{task_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an image task in the legacy form
         * @description sub2api: Only the API key that submitted the task may poll it. A poll works even if the task used up the balance of the key.
         */
        get: operations["retrieveLegacyImageTask"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/images/variations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Variations, not implemented
         * @description ezlink: Always returns 501.
         *
         *     openai: Retired and takes no requests any more. The schemas keep the legacy contract.
         */
        post: operations["createImageVariation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the models
         * @description apimart: The models that the key may use.
         *
         *     toapis: The models that the key may use. Without type the list has text models only, so image models are missing.
         *
         *     together-ai: The reply is a list, without an object around it.
         *
         *     xai: Lists every model that the key may use, in the form of other providers.
         */
        get: operations["listModels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a model */
        get: operations["retrieveModel"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openai/deployments/{deployment-id}/images/edits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Edit images
         * @description Changes one or several images. Deployments of DALL-E 3 do not have this route.
         */
        post: operations["ImageGenerations_Edit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openai/deployments/{deployment-id}/images/generations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Generate images from a prompt
         * @description Answers one JSON object, or server-sent events when stream is true. What a field may hold depends on the model of the deployment.
         */
        post: operations["ImageGenerations_Create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/p/img/{task_id}/{idx}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download a result image */
        get: operations["getPImgTaskIdIdx"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/private/images/{image_id}/{index}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download an image
         * @description A stand-in for the links of DALL-E 3. A real link ends with a file name such as generated_00.png and has more parameters. It works for 24 hours and needs no key.
         */
        get: operations["getPrivateImagesImageIdIndex"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/queue/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel a job
         * @description Only a job that waits can be cancelled. For another job the reply is 409 with its status as it is.
         */
        post: operations["cancelQueueJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/queue/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Count the jobs of a deployment */
        get: operations["getQueueMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/queue/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a job */
        get: operations["getQueueJobStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/queue/submit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Submit a job to a deployment
         * @description Jobs of a higher priority come first; equal ones run in their order.
         */
        post: operations["submitQueueJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/results/{task_id}/{index}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download an image
         * @description A stand-in for the signed links of the delivery hosts, whose path is a name of their own and ends with a file name. A link works for 10 minutes and needs no key. The hosts send no CORS headers.
         */
        get: operations["getResultsTaskIdIndex"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/shrt/{id}/{index}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download an image
         * @description A stand-in for the links of results. A request without a User-Agent is refused.
         */
        get: operations["getShrtIdIndex"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tasks/{task_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a task
         * @description apimart: A failed task is a 200 too.
         */
        get: operations["getTask"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tasks/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Show several tasks
         * @description The pages name the route and its body. No page shows the reply.
         */
        post: operations["getTasks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create an API key
         * @description The reply is the only one that has the key.
         */
        post: operations["createToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/uploads/images": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload a reference image
         * @description apimart: The reply has a link for image_urls or mask_url that works for 72 hours.
         *
         *     toapis: The reply has a link for reference_images, image_urls or mask_url.
         */
        post: operations["uploadImage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the balance of the account */
        get: operations["getUserBalance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/xai-imgen/{request_id}/{index}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download an image
         * @description A stand-in for the temporary links of results.
         */
        get: operations["getXaiImgenRequestIdIndex"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AnyError: components["schemas"]["ErrorResponse"] | components["schemas"]["Failure"];
        /** @description A completed image. Each image has its own event. */
        apigo_CompletedEvent: {
            /** @description The image in base64. */
            b64_json: string;
            background: string;
            /** @description Time in Unix seconds. */
            created_at: number;
            output_format: string;
            quality: string;
            size: string;
            /** @enum {string} */
            type: "image_generation.completed" | "image_edit.completed";
            usage: components["schemas"]["apigo_Usage"];
        };
        /** @description A failure after the stream has begun. */
        apigo_ErrorEvent: {
            error: components["schemas"]["error_B"];
            type?: string;
        };
        /** @description An image, as url or as b64_json. */
        apigo_Image: {
            /** @description The image in base64. */
            b64_json?: string;
            /** @description May be temporary; the page advises to copy it on the server. */
            url?: string;
        };
        /** @description A partial image. */
        apigo_PartialEvent: {
            /** @description The image in base64. */
            b64_json: string;
            background: string;
            /** @description Time in Unix seconds. */
            created_at: number;
            output_format: string;
            /** @description Counts from 0. */
            partial_image_index: number;
            quality: string;
            size: string;
            /** @enum {string} */
            type: "image_generation.partial_image" | "image_edit.partial_image";
        };
        /** @description One event. */
        apigo_StreamEvent: components["schemas"]["apigo_PartialEvent"] | components["schemas"]["apigo_CompletedEvent"] | components["schemas"]["apigo_ErrorEvent"];
        /** @description The keys of the printed reply. */
        apigo_Usage: {
            input_tokens?: number;
            input_tokens_details?: {
                image_tokens?: number;
                text_tokens?: number;
            };
            output_tokens?: number;
            total_tokens?: number;
        };
        apimart_BalanceReply: components["schemas"]["Balance"] | components["schemas"]["BalanceFailure"];
        apimart_ErrorResponse: {
            error: {
                /** @description The HTTP status as a number. Errors of uploads have no code; the Grok page shows a word. */
                code?: number | string;
                message: string;
                /** @description Only the Grok page shows this member. */
                param?: string;
                /** @example invalid_request_error */
                type: string;
            };
            /** @description The id of the request. Only the Grok page shows this member. */
            request_id?: string;
        };
        apimart_ModelList: {
            data: {
                created?: number;
                id: string;
                object?: string;
                owned_by?: string;
            }[];
            object?: string;
        };
        /** @description A task. It waits or is being worked on, or it has images, or it ended without images. */
        apimart_Task: {
            /** @description The duration of the task in seconds. Only a completed task has this member. */
            actual_time?: number;
            /** @description The time at which the task ended, in Unix seconds. Only a completed task has this member. */
            completed?: number;
            /** @description The price of the task in US dollars. The money of a failed task is refunded. */
            cost?: number;
            /** @description The time of the submit, in Unix seconds. */
            created?: number;
            /** @description The price of the task in credits, ten for each US dollar. */
            credits_cost?: number;
            error?: components["schemas"]["apimart_TaskError"];
            /** @description The expected duration in seconds. */
            estimated_time?: number;
            /** @description The id of the task. */
            id: string;
            /** @description Percent. */
            progress: number;
            result?: components["schemas"]["apimart_TaskResult"];
            /**
             * @description The words of a poll. No page documents how to cancel a task.
             * @enum {string}
             */
            status: "pending" | "processing" | "completed" | "failed" | "cancelled" | "submitted" | "in_progress";
            usage?: components["schemas"]["apimart_Usage"];
        };
        apimart_TaskError: {
            /** @description A number on the page of the poll, the text task_failed on the page of the callback. */
            code?: number | string;
            message: string;
            param?: string;
            /** @example task_failed */
            type: string;
        };
        apimart_TaskResult: {
            images: {
                /** @description The time until which the links work, in Unix seconds. */
                expires_at: number;
                /** @description Links to one image. Every sample of the present page has one link. */
                url: string[] | string;
            }[];
        };
        /** @description The tokens of a task of gpt-image-2-official or gpt-image-2.5. */
        apimart_Usage: {
            input_tokens: number;
            input_tokens_details?: {
                cached_tokens?: number;
                image_tokens?: number;
                text_tokens?: number;
            };
            output_tokens: number;
            output_tokens_details?: {
                image_tokens?: number;
                text_tokens?: number;
            };
            total_tokens: number;
        };
        /**
         * @description Width to height, from 21:9 to 9:21.
         * @example 16:9
         */
        AspectRatio: string;
        /** @description The body of the synchronous route, without a stream. */
        AsyncEditRequest: components["schemas"]["sub2api_EditRequest"] & components["schemas"]["NoStream"];
        AsyncGenerateRequest: {
            /**
             * @description One or several reference images.
             *     Limit: at most 16 images.
             */
            image?: string | string[];
            model?: ("dall-e-2" | "gpt-image-2" | "dall-e-3" | "flux-2-pro") | (string & {});
            /** @description Limit: 1 to 10. */
            n?: number;
            prompt?: string;
            size?: ("auto" | "1024x1024") | (string & {});
        };
        AsyncSubmitResponse: {
            message: string;
            /** @description Empty when the request was refused. */
            task_id: string;
            /**
             * @description succeed means accepted, not finished; failed means refused.
             * @enum {string}
             */
            task_status: "succeed" | "failed";
        };
        AsyncTask: {
            image_id?: string;
            image_urls?: string[];
            message?: string;
            task_id: string;
            /**
             * @description A task that delivers only some of its images is succeed, and message has the counts.
             * @enum {string}
             */
            task_status: "processing" | "succeed" | "failed";
        };
        azure_EditForm: {
            background?: components["schemas"]["Background"];
            /**
             * @description One image or several, PNG or JPEG. The page says less than 50 MB each, the schema less than 25 MB.
             *     Limit: at most 16 images.
             *     Limit: at most 52428800 bytes in an image.
             */
            image?: Blob[];
            /**
             * @description The same under the name of the printed sample.
             *     Limit: at most 16 images.
             *     Limit: at most 52428800 bytes in an image.
             */
            "image[]"?: Blob[];
            /** @description How closely the image keeps to the input. Not for gpt-image-1-mini. The page gives no values. */
            input_fidelity?: ("high" | "low") | (string & {});
            /**
             * @description A PNG of less than 4 MB with the size of the first image. Its fully transparent pixels mark the area to change.
             *     Limit: at most 4194304 bytes in an image.
             */
            mask?: Blob;
            model?: components["schemas"]["azure_Model"];
            /**
             * @description Limit: 1 to 10.
             *     Limit: 1 for the model dall-e-3.
             */
            n?: components["schemas"]["Count"];
            output_compression?: components["schemas"]["Compression"];
            output_format?: components["schemas"]["azure_OutputFormat"];
            partial_images?: components["schemas"]["azure_PartialImages"];
            /** @description Limit: at most 32000 characters; at most 4000 characters for the model dall-e-3. */
            prompt: components["schemas"]["azure_Prompt"];
            quality?: components["schemas"]["Quality"];
            response_format?: components["schemas"]["azure_ResponseFormat"];
            /** @description Limit: one of auto, 1024x1024, 1536x1024, 1024x1536; one of 1024x1024, 1792x1024, 1024x1792 for the model dall-e-3. */
            size?: components["schemas"]["azure_Size"];
            stream?: components["schemas"]["Stream"];
            user?: components["schemas"]["User"];
        };
        azure_Error: {
            /** @description A word, or the status as a text. */
            code: string;
            inner_error?: components["schemas"]["InnerError"];
            message: string;
            param?: string | null;
            type?: string | null;
        };
        azure_ErrorResponse: {
            /** @description Time in Unix seconds, in refusals of the content filter. */
            created?: number;
            error: components["schemas"]["azure_Error"];
        };
        azure_GenerateRequest: {
            background?: components["schemas"]["Background"];
            model?: components["schemas"]["azure_Model"];
            /**
             * @description Limit: 1 to 10.
             *     Limit: 1 for the model dall-e-3.
             */
            n?: components["schemas"]["Count"];
            output_compression?: components["schemas"]["Compression"];
            output_format?: components["schemas"]["azure_OutputFormat"];
            partial_images?: components["schemas"]["azure_PartialImages"];
            /** @description Limit: at most 32000 characters; at most 4000 characters for the model dall-e-3. */
            prompt: components["schemas"]["azure_Prompt"];
            quality?: components["schemas"]["Quality"];
            response_format?: components["schemas"]["azure_ResponseFormat"];
            /** @description Limit: one of auto, 1024x1024, 1536x1024, 1024x1536; one of 1024x1024, 1792x1024, 1024x1792 for the model dall-e-3. */
            size?: components["schemas"]["azure_Size"];
            stream?: components["schemas"]["Stream"];
            style?: components["schemas"]["Style"];
            user?: components["schemas"]["User"];
        };
        /** @description An image, as url or as b64_json. */
        azure_Image: {
            /** @description The image in base64. */
            b64_json?: string;
            content_filter_results?: components["schemas"]["ImageFilterResults"];
            prompt_filter_results?: components["schemas"]["PromptFilterResults"];
            /** @description The prompt that was used, if it was changed. Only DALL-E 3. */
            revised_prompt?: string;
            /**
             * Format: uri
             * @description A link that works for 24 hours. Only DALL-E 3.
             */
            url?: string;
        };
        azure_ImageResponse: {
            /** @description Time in Unix seconds. */
            created: number;
            data: components["schemas"]["azure_Image"][];
            usage?: components["schemas"]["azure_Usage"];
        };
        /**
         * @description The model, as the samples send it. The deployment in the path decides.
         * @example gpt-image-1.5
         */
        azure_Model: string;
        /**
         * @description The format of the images, only GPT image models. webp is not supported.
         * @default png
         * @enum {string}
         */
        azure_OutputFormat: "png" | "jpeg";
        /** @description How many unfinished images a stream sends. */
        azure_PartialImages: number;
        /**
         * @description What to draw. At most 32000 characters, 4000 for DALL-E 3.
         * @example A multi-colored umbrella on the beach
         */
        azure_Prompt: string;
        /**
         * @description Only DALL-E 3, where url is the default. GPT image models always answer base64.
         * @enum {string}
         */
        azure_ResponseFormat: "url" | "b64_json";
        /**
         * @description 1792x1024 and 1024x1792 for DALL-E 3, auto, 1024x1536 and 1536x1024 for GPT image models, 1024x1024 for both.
         * @default auto
         * @enum {string}
         */
        azure_Size: "auto" | "1792x1024" | "1024x1792" | "1024x1024" | "1024x1536" | "1536x1024";
        /** @description Tokens. Only GPT image models. */
        azure_Usage: {
            input_tokens?: number;
            input_tokens_details?: {
                image_tokens?: number;
                text_tokens?: number;
            };
            output_tokens?: number;
            total_tokens?: number;
        };
        /**
         * @description Only GPT image models. transparent needs png.
         * @default auto
         * @enum {string}
         */
        Background: "transparent" | "opaque" | "auto";
        Balance: {
            /** @description The balance that is left, or -1 without a limit. The unit (dollar, yuan or tokens) depends on the site. */
            remain_balance: number;
            /** @enum {boolean} */
            success: true;
            /** @description true means that there is no limit. */
            unlimited_quota: boolean;
            /** @description The balance that was used. */
            used_balance: number;
        };
        BalanceFailure: {
            message: string;
            /** @enum {boolean} */
            success: false;
        };
        BalanceReply: {
            credits_per_usd?: number;
            message?: string;
            remain_balance?: number;
            remain_credits?: number;
            /** @enum {boolean} */
            success: false | true;
            unlimited_quota?: boolean;
            used_balance?: number;
            used_credits?: number;
        };
        /** @description An error whose form is not certain. The published text and users show detail; BFL's skill shows error, message and details. */
        bfl_AnyError: {
            /** @description A text or a list of errors. */
            detail?: unknown[] | string;
            /** @description A text for each field at fault. */
            details?: Record<string, unknown>;
            /** @description A word for programs. */
            error?: string;
            /** @description A text for people. */
            message?: string;
            /** @description Seconds to wait. */
            retry_after?: number;
        };
        /**
         * @description The format of the image.
         * @enum {string|null}
         */
        bfl_OutputFormat: "jpeg" | "png" | "webp" | null;
        /**
         * @description What to draw or what to change. At most 32000 tokens.
         * @example A quiet mountain lake in the evening
         */
        bfl_Prompt: string;
        /**
         * @description The same seed gives the same image.
         * @example 42
         */
        bfl_Seed: number | null;
        /** @description The relay's envelope together with the fields of a response. */
        BlockedError: {
            created: number;
            data: string | null;
            error: {
                /**
                 * @example gemini_prompt_blocked
                 * @example gemini_no_image_generated
                 * @example gemini_incomplete_generation
                 * @example gemini_no_candidates
                 */
                code: string;
                message: string;
                param?: string;
                type?: string;
            };
            usage: Record<string, unknown>;
        };
        CancelResponse: {
            /** @enum {string} */
            status: "OK" | "CANCELLATION_REQUESTED" | "ALREADY_COMPLETED" | "NOT_FOUND";
        };
        ChatRequest: {
            /** @description Fields for the image, which differ by model, such as aspect_ratio and image_size. */
            image_config?: {
                [key: string]: string | number | unknown[];
            };
            messages: {
                /** @description Text, or a list of parts of text and images. */
                content?: (string | null) | (components["schemas"]["ContentPartImage"] | {
                    text?: string;
                    type: string;
                })[];
                /** @example user */
                role: string;
            }[];
            /** @description Kinds of output. image asks for images. */
            modalities?: ("text" | "image" | "audio")[];
            model?: string;
            /**
             * @description true asks for a stream. The published schema of a part has no images.
             * @default false
             */
            stream?: boolean;
        };
        ChatResult: {
            choices: {
                /** @enum {string|null} */
                finish_reason: "tool_calls" | "stop" | "length" | "content_filter" | "error" | null;
                index: number;
                message: {
                    /** @description Text beside the images; it may be null. */
                    content?: unknown;
                    images?: {
                        image_url: {
                            /** @description A data URL or an http link. */
                            url: string;
                        };
                        /** @enum {string} */
                        type?: "image_url";
                    }[];
                    /** @enum {string} */
                    role: "assistant";
                };
            }[];
            /** @description Time in Unix seconds. */
            created: number;
            id: string;
            model: string;
            /** @enum {string} */
            object: "chat.completion";
            system_fingerprint: string | null;
            usage?: {
                completion_tokens?: number;
                /**
                 * Format: double
                 * @description Cost in dollars.
                 */
                cost?: number | null;
                prompt_tokens?: number;
                total_tokens?: number;
            };
        };
        /** @description A finished image. Each image has its own event. */
        CompletedEvent: {
            /** @description The image in base64. */
            b64_json: string;
            background?: string;
            /** @description Time in Unix seconds. */
            created_at?: number;
            output_format?: string;
            quality?: string;
            size?: string;
            /** @enum {string} */
            type: "image_generation.completed" | "image_edit.completed";
            usage?: components["schemas"]["azure_Usage"];
        };
        /** @description The status of a request that has ended. */
        CompletedStatus: components["schemas"]["Links"] & {
            /** @description What went wrong. Only after a failure. */
            error?: string;
            error_type?: components["schemas"]["ErrorType"];
            logs?: components["schemas"]["Logs"];
            /** @description Times of the runner. */
            metrics?: {
                /** @description Seconds of work. */
                inference_time?: number;
            };
            /**
             * @description The request has ended, with a result or with an error.
             * @constant
             */
            status: "COMPLETED";
        };
        /**
         * @description Effort for planning the image. The model's default when absent.
         * @enum {string|null}
         */
        Complexity: "low" | "medium" | "high" | null;
        /**
         * @description Compression of jpeg in percent, only GPT image models.
         * @default 100
         */
        Compression: number;
        /** @description An image as a link or a data URL. */
        ContentPartImage: {
            image_url: {
                /** @description An http link or a data URL. */
                url: string;
            };
            /** @enum {string} */
            type: "image_url";
        };
        /**
         * @description How many images to make. DALL-E 3 makes 1 only.
         * @default 1
         */
        Count: number;
        /** @description The time of the submit, in Unix seconds. */
        CreatedAt: number;
        CreateFileRequest_B: {
            expires_after?: number | {
                /**
                 * @description The time from which the seconds count.
                 * @enum {string}
                 */
                anchor: "created_at";
                /** @description Seconds after the anchor, from one hour to 30 days. */
                seconds: number;
            };
            /**
             * @description openai: The file itself, up to 512 MB.
             *
             *     xai: The file, with its name.
             */
            file: Blob;
            /**
             * @description openai: Purpose of the file. Images have `vision`; `user_data` is for anything.
             *
             *     xai: Kept for other clients; the gateway does not read it.
             */
            purpose?: ("assistants" | "batch" | "evals" | "fine-tune" | "user_data" | "vision") | (string & {});
        };
        /** @description openai: The legacy contract of the retired route. */
        CreateImageVariationRequest_B: {
            /** @description openai: A square png under 4 MB. */
            image?: Blob;
            /** @description dall-e-2 was the only model. */
            model?: ("gpt-image-2.5-sunburst" | "gpt-image-2" | "gpt-image-2-2026-04-21" | "gpt-image-2.6-sunburst" | "gpt-image-2.6-flare" | "dall-e-2") | (string & {});
            /**
             * @description Number of images.
             * @default 1
             */
            n?: number;
            /**
             * @description Addresses are valid for 60 minutes.
             * @default url
             * @enum {string}
             */
            response_format?: "url" | "b64_json";
            /**
             * @description One of three squares.
             * @default 1024x1024
             * @enum {string}
             */
            size?: "256x256" | "512x512" | "1024x1024";
            /** @description An id of the end user. */
            user?: string;
        };
        Credits: {
            /** @description The balance in credits. */
            credits: number;
        };
        CreditsResponse: {
            data: {
                /** Format: double */
                total_credits: number;
                /** Format: double */
                total_usage: number;
            };
        };
        /** @description true gives a request id at once; the images come from GET /images/{request_id}. */
        Deferred: boolean | null;
        DeleteFileResponse_B: {
            deleted: boolean;
            id: string;
            /** @constant */
            object: "file";
        };
        DetectedResult: {
            detected: boolean;
            filtered: boolean;
        };
        DevRequest: {
            /**
             * @description How closely the image follows the prompt.
             * @default 3
             */
            guidance?: number | null;
            /**
             * @description Pixels.
             * @default 768
             */
            height?: components["schemas"]["Edge1"];
            /** @description An image in base64 to take as a prompt. */
            image_prompt?: string | null;
            /**
             * @description The format of the image.
             * @default jpeg
             */
            output_format?: components["schemas"]["bfl_OutputFormat"];
            /**
             * @description What to draw.
             * @default
             */
            prompt?: string;
            /**
             * @description Whether the prompt is rewritten.
             * @default false
             */
            prompt_upsampling?: boolean;
            safety_tolerance?: components["schemas"]["Tolerance6"];
            seed?: components["schemas"]["bfl_Seed"];
            /**
             * @description How many steps the model works.
             * @default 28
             */
            steps?: number | null;
            webhook_secret?: components["schemas"]["WebhookSecret"];
            webhook_url?: components["schemas"]["WebhookUrl"];
            /**
             * @description Pixels.
             * @default 1024
             */
            width?: components["schemas"]["Edge1"];
        };
        dimilinks_ErrorResponse: {
            error: components["schemas"]["ErrorObject"];
        };
        dimilinks_ImageResponse: {
            /** @example 1777080000 */
            created: number;
            data: components["schemas"]["ImageData"][];
            /** @description The tier of the result. */
            resolution?: string;
            /** @example img_xxx */
            task_id?: string;
        };
        dimilinks_ModelList: {
            data: {
                created?: number;
                /** @example gpt-image-2 */
                id: string;
                /**
                 * @example model
                 * @constant
                 */
                object: "model";
                /** @example  */
                owned_by?: string;
            }[];
            /**
             * @example list
             * @constant
             */
            object: "list";
        };
        DoneImageResponse: {
            /** @description The images, as in the reply to a request that is not deferred. */
            data: components["schemas"]["xai_GeneratedImage"][];
            request_id: string;
            /** @constant */
            status: "done";
            usage?: components["schemas"]["MediaUsage_C"] | null;
        };
        /** @description Pixels. */
        Edge1: number;
        /** @description Pixels. Without it the model decides, or the size is that of the input. A multiple of 16; width times height is at most 4 megapixels. */
        Edge2: number | null;
        /**
         * @description ezlink: The fields of the printed sample. Which of them are required is not known.
         *
         *     openai: An edit with uploaded files.
         *
         *     sub2api: The form that OpenAI's images API takes.
         */
        EditForm: {
            aspect_ratio?: ("1:1" | "21:9" | "16:9" | "9:16" | "9:21") | (string & {});
            /**
             * @description apigo: Only gpt-image-1.
             *
             *     ezlink: The background. The sample leaves it empty.
             *
             *     openai: `transparent` needs png or webp output.
             */
            background?: ("auto" | "opaque" | "transparent") | (string & {});
            /**
             * @description Effort for planning the image. The model's default when absent.
             * @enum {string}
             */
            complexity?: "low" | "medium" | "high";
            /**
             * @description Frames of a gif. Only with `output_format` gif, and then no stream, partial images or mask.
             * @default 9
             */
            frame_count?: number;
            /**
             * @description Milliseconds per gif frame, rounded to 10 ms and capped at 655,350 ms.
             * @default 200
             */
            frame_duration_ms?: number;
            /** @description The billing group; it must be one that the key may use. */
            group?: string;
            /**
             * @description apigo: One image to edit, several images under the same name, or a text part as in the printed sample.
             *     Limit: at most 16 images.
             *
             *     dimilinks: One file, the recommended field.
             *     Limit: at most 9 images.
             *     Limit: at most 20971520 bytes in an image.
             *
             *     ezlink, sub2api: One image to edit, or several under the same name.
             *     Limit: at most 16 images.
             *
             *     gpt-best: One file, or the field repeated. PNG, WEBP or JPG under 25 MB each.
             *     Limit: at most 16 images; at most 1 image for the model dall-e-2.
             *     Limit: at most 26214400 bytes in an image; at most 4194304 bytes in an image for the model dall-e-2.
             *
             *     openai: One file or up to 16, each png, webp or jpg under 50 MB (dall-e-2 took one square png under 4 MB).
             *     Limit: at most 16 images; at most 1 image for the model dall-e-2.
             *     Limit: at most 52428800 bytes in an image; at most 4194304 bytes in an image for the model dall-e-2.
             */
            image?: Blob[];
            /** @description dimilinks: Alias of resolution. */
            image_size?: ("1024" | "1024p" | "1440p" | "1K" | "1k" | "2160p" | "2K" | "2k" | "4K" | "4k" | "512" | "uhd") | (string & {});
            /**
             * @description apigo, sub2api: Images to edit, in the form in which OpenAI clients send a list.
             *     Limit: at most 16 images.
             *
             *     dimilinks: Limit: at most 9 images.
             *     Limit: at most 20971520 bytes in an image.
             *
             *     ezlink: Limit: at most 16 images.
             *
             *     gpt-best: Limit: at most 16 images; at most 1 image for the model dall-e-2.
             *     Limit: at most 26214400 bytes in an image; at most 4194304 bytes in an image for the model dall-e-2.
             *
             *     openai: The field name of a list of files.
             *     Limit: at most 16 images; at most 1 image for the model dall-e-2.
             *     Limit: at most 52428800 bytes in an image; at most 4194304 bytes in an image for the model dall-e-2.
             */
            "image[]"?: Blob[];
            /**
             * @description One or several files, for other clients.
             *     Limit: at most 9 images.
             *     Limit: at most 20971520 bytes in an image.
             */
            images?: Blob[];
            /**
             * @description Limit: at most 9 images.
             *     Limit: at most 20971520 bytes in an image.
             */
            "images[]"?: Blob[];
            input_fidelity?: ("high" | "low") | (string & {});
            /**
             * @description A transparent png laid over the first image as guidance (gpt-image-2.5), not with `mask`.
             *     Limit: at most 4194304 bytes in an image.
             */
            markup?: Blob;
            /**
             * @description apigo: A PNG that marks the area to change, usually of the image's own width and height.
             *
             *     dimilinks: Read as one more reference image, not as a mask.
             *     Limit: at most 9 images.
             *     Limit: at most 20971520 bytes in an image.
             *
             *     ezlink: The area that may change. The sample leaves it empty.
             *
             *     gpt-best: PNG under 4 MB with the size of the image; the first image may change where the mask is transparent.
             *     Limit: at most 4194304 bytes in an image.
             *
             *     openai: A png under 4 MB with the size of the first image. Fully transparent pixels are edited.
             *     Limit: at most 4194304 bytes in an image.
             *
             *     sub2api: A mask for the edit.
             */
            mask?: Blob;
            /**
             * @description apigo: The model. No default is given.
             *
             *     ezlink, sub2api: The model.
             *
             *     gpt-best: One of gpt-image-1, flux-kontext-pro, flux-kontext-max.
             *
             *     openai: An image model. The documentation asks to name one; any string is taken.
             */
            model?: ("chatgpt-image-latest" | "dall-e-2" | "dall-e-3" | "flux-2-pro" | "flux-kontext-max" | "flux-kontext-pro" | "gpt-image-1" | "gpt-image-1-mini" | "gpt-image-1.5" | "gpt-image-2" | "gpt-image-2-2026-04-21" | "gpt-image-2.5-flare" | "gpt-image-2.5-flare-2026-09-08" | "gpt-image-2.5-sunburst" | "gpt-image-2.5-sunburst-2026-09-08" | "gpt-image-2.6-flare" | "gpt-image-2.6-sunburst" | "seedream-v5-pro") | (string & {});
            moderation?: ("auto" | "low") | (string & {});
            /**
             * @description apigo, sub2api: Number of images.
             *     Limit: 1 to 10.
             *
             *     dimilinks: 1 to 4; the backend clamps other values.
             *     Limit: 1 to 4; 1 in the tier 1k.
             *
             *     ezlink: Number of images. A form carries it as text.
             *     Limit: 1 to 10.
             *
             *     gpt-best: Limit: 1 to 10.
             *
             *     openai: Number of images.
             *     Limit: 1 to 10.
             *     Limit: 1 for the model dall-e-3.
             */
            n?: number;
            /**
             * @description apigo: Compression of jpeg and webp, gpt-image-1 only.
             *
             *     openai: Compression in percent, for webp and jpeg.
             *
             *     sub2api: Compression of jpeg and webp, in percent.
             */
            output_compression?: number;
            /**
             * @description apigo: Only gpt-image-1.
             *
             *     openai: `gif` and `svg` need preview access.
             */
            output_format?: ("gif" | "jpeg" | "jpg" | "png" | "svg" | "webp") | (string & {});
            /**
             * @description apigo: How many previews a stream sends.
             *
             *     ezlink: Number of partial images in a stream. Passed on to the upstream.
             *
             *     openai: Number of partial images in a stream. With 0 there is one event with the final image; the final one may come before all the partial ones.
             *
             *     sub2api: Number of partial images in a stream.
             */
            partial_images?: number;
            /**
             * @description apigo, ezlink, sub2api: What to change.
             *
             *     gpt-best: Limit: at most 32000 characters; at most 1000 characters for the model dall-e-2.
             *
             *     openai: What to change, up to 32000 characters.
             *     Limit: at most 32000 characters; at most 4000 characters for the model dall-e-3; at most 1000 characters for the model dall-e-2.
             */
            prompt?: string;
            /**
             * @description apigo: The values that work depend on the model.
             *
             *     dimilinks: Alias of resolution, kept for old callers.
             *
             *     ezlink: The quality. The sample leaves it empty.
             *
             *     openai: `xhigh` and `max` need gpt-image-2.5; `standard` is legacy.
             */
            quality?: ("1024" | "1024p" | "1440p" | "1k" | "2160p" | "2k" | "4k" | "auto" | "high" | "low" | "max" | "medium" | "standard" | "uhd" | "xhigh") | (string & {});
            resolution?: ("4k" | "uhd" | "2160p" | "2k" | "1440p" | "1k" | "1024p" | "1024") | (string & {});
            /**
             * @description apigo: Only dall-e-2, says the page; its sample sends it with gpt-image-1.
             *
             *     ezlink: How images are returned. The sample leaves it empty.
             *
             *     openai: For the retired models only.
             *
             *     sub2api: The form of the images in a synchronous response. Tasks always have links.
             */
            response_format?: ("b64_json" | "url") | (string & {});
            /** @description A stable, hashed id of the end user. Wins over `user` unless empty. */
            safety_identifier?: string;
            /** @description Alias of resolution. */
            scale?: ("4k" | "uhd" | "2160p" | "2k" | "1440p" | "1k" | "1024p" | "1024") | (string & {});
            /**
             * @description apigo: The values that work depend on the model.
             *
             *     dimilinks: Limit: multiples of 16 pixels, at most 8294400 pixels in all.
             *
             *     ezlink: Width and height in pixels.
             *
             *     gpt-best: Limit: multiples of 16 pixels, edges of at most 3840 pixels, at least 655360 pixels in all, at most 8294400 pixels in all, a ratio of at most 3:1; multiples of 16 pixels, edges of at most 11584 pixels, at least 1 pixels in all, at most 16777216 pixels in all, a ratio of at most 8:1 for the model nano-banana*; one of 256x256, 512x512, 1024x1024 for the model dall-e-2.
             *
             *     openai: As for generations.
             *     Limit: multiples of 16 pixels, edges of at most 3840 pixels, at least 655360 pixels in all, at most 8294400 pixels in all, a ratio of at most 3:1; one of auto, 1024x1024, 1536x1024, 1024x1536 for the model gpt-image-1*; one of 1024x1024, 1792x1024, 1024x1792 for the model dall-e-3; one of 256x256, 512x512, 1024x1024 for the model dall-e-2.
             *
             *     sub2api: The size of the images.
             */
            size?: ("1024x1024" | "1024x1536" | "1536x1024" | "1536x864" | "16:9" | "1:1" | "1:2" | "21:9" | "256x256" | "2:1" | "2:3" | "3:2" | "3:4" | "4:3" | "4:5" | "512x512" | "5:4" | "9:16" | "9:21" | "auto") | (string & {});
            /**
             * @description apigo: Streams the result where that is supported.
             *
             *     ezlink: Only the literal true asks for a stream; any other text does not.
             *
             *     gpt-best: The response to a stream request is not known.
             *
             *     openai: Answer with events.
             *
             *     sub2api: Streams the images. Asynchronous routes refuse true.
             */
            stream?: boolean | string;
            /** @description Picks the model that writes the SVG. Only with `output_format` svg, `n` 1 and no stream. */
            svg?: {
                /** @description The model that writes the SVG. */
                model?: string;
                /** @description How much that model reasons. */
                reasoning?: {
                    /**
                     * @description The author model's default when absent or null.
                     * @enum {string|null}
                     */
                    effort?: "none" | "minimal" | "low" | "medium" | "high" | "xhigh" | "max" | null;
                } | null;
            };
            /** @description Alias of resolution. */
            upscale?: ("4k" | "uhd" | "2160p" | "2k" | "1440p" | "1k" | "1024p" | "1024") | (string & {});
            /**
             * @description apigo: An id of the end user.
             *
             *     ezlink: An id of the end user. The sample leaves it empty.
             *
             *     openai: Replaced by `safety_identifier`.
             */
            user?: string;
        };
        EditInput: {
            enable_prompt_expansion?: components["schemas"]["PromptExpansion"];
            enable_safety_checker?: components["schemas"]["SafetyChecker"];
            guidance_scale?: components["schemas"]["GuidanceScale"];
            /**
             * @description The size of the images, as a word or in pixels.
             *     Limit: edges of at least 512 pixels, edges of at most 2048 pixels.
             * @default square_hd
             */
            image_size?: components["schemas"]["Size"] | null;
            /**
             * @description Links or data URLs of the images to edit. The first four are used; more are ignored.
             *     Limit: at most 4 images.
             */
            image_urls: string[];
            /** @description Limit: 1 to 4. */
            num_images?: components["schemas"]["NumImages"];
            output_format?: components["schemas"]["OutputFormat"];
            prompt: components["schemas"]["Prompt"];
            seed?: components["schemas"]["Seed"];
            sync_mode?: components["schemas"]["SyncMode"];
        };
        /** @description An unfinished image of an edit. */
        EditPartialEvent: {
            /** @description The image in base64. */
            b64_json: string;
            /** @description Counts from 0. */
            partial_image_index: number;
            /** @enum {string} */
            type: "image_edit.partial_image";
        };
        /**
         * @description ezlink: The same fields as in the form.
         *
         *     openai: An edit with references. GPT image models only.
         *
         *     sub2api: An edit as JSON.
         */
        EditRequest: {
            aspect_ratio?: components["schemas"]["ImageAspectRatio"];
            /** @description openai: `transparent` needs png or webp output. */
            background?: ("auto" | "opaque" | "transparent") | ((string & {}) | null);
            deferred?: components["schemas"]["Deferred"];
            /**
             * @description ezlink: One or several reference images.
             *     Limit: at most 16 images.
             *
             *     xai: The image to edit. A request has image or images, never both.
             *     Limit: at most 3 images.
             *     Limit: at most 10485760 bytes in an image.
             */
            image?: (string[] | null) | {
                file_id?: string | null;
                image_url?: string;
                /** @enum {string} */
                type?: "image_url";
                url?: string;
            } | string;
            /**
             * @description The image to edit, as a link or a data URL. Only the first one counts.
             *     Limit: at most 16 images.
             *     Limit: at most 20971520 bytes in an image.
             */
            image_urls?: string[];
            /**
             * @description openai: The images to edit. Multipart calls this field `image`.
             *     Limit: at most 16 images; at most 1 image for the model dall-e-2.
             *     Limit: at most 52428800 bytes in an image; at most 4194304 bytes in an image for the model dall-e-2.
             *
             *     sub2api: Images to edit.
             *     Limit: at most 16 images.
             *
             *     xai: Up to three images to edit, in the order in which the prompt names them.
             *     Limit: at most 3 images.
             *     Limit: at most 10485760 bytes in an image.
             */
            images?: components["schemas"]["ImageInput"][];
            input_fidelity?: components["schemas"]["InputFidelity"];
            mask?: components["schemas"]["ImageInput_B"];
            /**
             * @description apimart, sub2api, xai: The model.
             *
             *     openai: A GPT image model.
             */
            model?: ("chatgpt-image-latest" | "dall-e-2" | "dall-e-3" | "flux-2-pro" | "gpt-image-1-mini" | "gpt-image-1.5" | "gpt-image-2" | "gpt-image-2-2026-04-21" | "gpt-image-2-ext" | "gpt-image-2-official" | "gpt-image-2.5" | "gpt-image-2.5-flare" | "gpt-image-2.5-flare-2026-09-08" | "gpt-image-2.5-sunburst" | "gpt-image-2.5-sunburst-2026-09-08" | "gpt-image-2.6-flare" | "gpt-image-2.6-sunburst" | "grok-imagine-1.0-edit-apimart" | "grok-imagine-image" | "grok-imagine-image-2.0") | ((string & {}) | null);
            /**
             * @description How strictly the content is filtered. Multipart has no such field.
             * @default auto
             * @enum {string|null}
             */
            moderation?: "low" | "auto" | null;
            /**
             * @description apimart: Number of images.
             *     Limit: 1 to 4.
             *     Limit: 1 for the model gpt-image-2.
             *     Limit: 1 for the model gpt-image-2-ext.
             *
             *     ezlink: Limit: 1 to 10.
             *
             *     openai: Number of images.
             *     Limit: 1 to 10.
             *     Limit: 1 for the model dall-e-3.
             *
             *     sub2api: Number of images.
             *     Limit: 1 to 10.
             *
             *     xai: Number of images. The guides allow ten in a request.
             *     Limit: 1 to 10.
             */
            n?: number | null;
            output?: components["schemas"]["xai_ImageOutput"];
            /**
             * @description openai: Compression in percent, for webp and jpeg.
             *
             *     sub2api: Compression of jpeg and webp, in percent.
             */
            output_compression?: number | null;
            /** @description openai: The format of the result. */
            output_format?: ("jpeg" | "png" | "webp") | ((string & {}) | null);
            partial_images?: components["schemas"]["PartialImages"];
            /**
             * @description apimart, sub2api: What to change.
             *
             *     openai: What to change.
             *     Limit: at most 32000 characters; at most 4000 characters for the model dall-e-3; at most 1000 characters for the model dall-e-2.
             *
             *     xai: What to change. It names several images as <IMAGE_0>, <IMAGE_1> and so on.
             */
            prompt?: string;
            quality?: components["schemas"]["ImageQuality"];
            resolution?: components["schemas"]["ImageResolution"];
            response_format?: components["schemas"]["ResponseFormat"];
            /**
             * @description openai: A closed list here, unlike multipart.
             *     Limit: multiples of 16 pixels, edges of at most 3840 pixels, at least 655360 pixels in all, at most 8294400 pixels in all, a ratio of at most 3:1; one of auto, 1024x1024, 1536x1024, 1024x1536 for the model gpt-image-1*; one of 1024x1024, 1792x1024, 1024x1792 for the model dall-e-3; one of 256x256, 512x512, 1024x1024 for the model dall-e-2.
             *
             *     sub2api: The size of the images.
             */
            size?: ("1024x1024" | "1024x1536" | "1536x1024" | "auto") | ((string & {}) | null);
            storage_options?: components["schemas"]["StorageOptions"];
            /**
             * @description openai: Answer with events.
             *
             *     sub2api: Streams the images. Asynchronous routes refuse true.
             */
            stream?: boolean | null;
            /**
             * @description openai: An id of the end user.
             *
             *     xai: An id of the end user, against abuse.
             */
            user?: string | null;
        };
        /** @description The reply to a poll of a task that ended. */
        EndedTaskReply: {
            code: components["schemas"]["SuccessCode_B"];
            data: components["schemas"]["apimart_Task"] & {
                /** @enum {string} */
                status?: "completed" | "failed";
            };
        };
        error_B: {
            code?: string | null;
            message: string;
            param?: string | null;
            type?: string;
        };
        ErrorDetail: {
            /** @description The reasons of a policy refusal. */
            categories?: string[];
            /** @description Further values, such as a limit. */
            ctx?: Record<string, unknown>;
            /** @description The value at fault. */
            input?: unknown;
            /** @description The path to the field at fault. */
            loc: (number | string)[];
            /** @description A text for people. */
            msg: string;
            /**
             * @description The kind of error, a word for programs.
             * @example content_policy_violation
             * @example generation_timeout
             * @example image_too_large
             */
            type: string;
            /**
             * Format: uri
             * @description The page about this kind of error. The errors page requires it; the sample of a webhook leaves it out.
             */
            url?: string;
        };
        /** @description A failure after the stream has begun. */
        ErrorEvent: {
            error: components["schemas"]["azure_Error"];
            type?: string;
        };
        ErrorObject: {
            code: string | number;
            message: string;
            /** @example invalid_request_error */
            type: string;
        };
        /**
         * @description sub2api: An OpenAI-compatible error.
         *
         *     xai: What went wrong.
         */
        ErrorObject_B: {
            /**
             * @description apimart: The HTTP status as a number. Errors of uploads have no code; the Grok page shows a word.
             *
             *     toapis: A word, or the HTTP status as a number, depending on the page.
             */
            code?: unknown;
            message: string;
            /**
             * @description apimart: Only the Grok page shows this member.
             *
             *     ezlink: An empty string, never null.
             *
             *     openai, toapis: The field at fault.
             */
            param?: unknown;
            /** @description ezlink: api_error; invalid_request_error for an unknown URL. */
            type?: string;
        } | string;
        /**
         * @description sub2api: An OpenAI-compatible error.
         *
         *     xai: What went wrong.
         */
        ErrorObject_C: {
            /**
             * @description apimart: The HTTP status as a number. Errors of uploads have no code; the Grok page shows a word.
             *
             *     toapis: A word, or the HTTP status as a number, depending on the page.
             */
            code?: unknown;
            message: string;
            /**
             * @description apimart: Only the Grok page shows this member.
             *
             *     openai, toapis: The field at fault.
             */
            param?: unknown;
            type?: string;
        } | string;
        /**
         * @description sub2api: An OpenAI-compatible error.
         *
         *     xai: What went wrong.
         */
        ErrorObject_D: {
            code?: unknown;
            message?: string;
            param?: unknown;
            type?: string | null;
        } | string;
        /**
         * @description dimilinks: Empty, or a code and a detail separated by a colon.
         *
         *     sub2api: An OpenAI-compatible error.
         */
        ErrorObject_E: {
            code?: string | null;
            message: string;
            param?: string | null;
            /** @example api_error */
            type?: string;
        } | string;
        ErrorResponse: {
            error: {
                /** @description A word, or the HTTP status as a number, depending on the page. */
                code: number | string;
                message: string;
                /** @description The field at fault. */
                param?: string;
                /** @example authentication_error */
                type?: string;
            };
        };
        /**
         * @description apigo: The envelope of OpenAI, assumed.
         *
         *     ezlink: The envelope of the relay. An upstream error arrives as text inside message.
         */
        ErrorResponse_B: {
            /** @description xai: The kind of error in words. */
            code?: string;
            created?: number;
            data?: unknown;
            error?: components["schemas"]["ErrorObject_B"];
            message?: string;
            /** @description The id of the request. Only the Grok page shows this member. */
            request_id?: string;
            usage?: components["schemas"]["MediaUsage"];
        };
        /** @description apigo: The envelope of OpenAI, assumed. */
        ErrorResponse_C: {
            /** @description xai: The kind of error in words. */
            code?: string;
            created?: number;
            data?: unknown;
            error?: components["schemas"]["ErrorObject_C"];
            message?: string;
            /** @description The id of the request. Only the Grok page shows this member. */
            request_id?: string;
            /** @enum {boolean} */
            success?: false;
            usage?: components["schemas"]["MediaUsage_B"];
        };
        /** @description The reply that the response version 2026-07-27 fixes. */
        ErrorResponse_D: {
            code?: string;
            created?: number;
            data?: unknown;
            error?: components["schemas"]["ErrorObject_D"];
            message?: string;
            /** @description The id of the request. */
            request_id?: string;
            /** @enum {boolean} */
            success?: false;
            usage?: components["schemas"]["Usage"];
        };
        ErrorResponse_E: {
            code?: string;
            data?: unknown;
            error?: components["schemas"]["ErrorObject_D"];
            message?: string;
        };
        /** @description toapis: The envelope of failures of uploads, balances and keys. */
        ErrorResponse_F: {
            error?: {
                /** @description The HTTP status as a number. Errors of uploads have no code; the Grok page shows a word. */
                code?: number | string;
                message: string;
                /** @description Only the Grok page shows this member. */
                param?: string;
                /** @example invalid_request_error */
                type: string;
            };
            message?: string;
            /** @description The id of the request. Only the Grok page shows this member. */
            request_id?: string;
            /** @enum {boolean} */
            success?: false;
        };
        /**
         * @description The category of an error of the queue or of a runner.
         * @enum {string}
         */
        ErrorType: "request_timeout" | "startup_timeout" | "runner_scheduling_failure" | "runner_connection_timeout" | "runner_disconnected" | "runner_connection_refused" | "runner_connection_error" | "runner_incomplete_response" | "runner_server_error" | "client_disconnected" | "client_cancelled" | "bad_request" | "internal_error";
        ExpandRequest: {
            /**
             * @description Pixels to add on this side.
             * @default 0
             */
            bottom?: number | null;
            /**
             * @description How closely the image follows the prompt.
             * @default 60
             */
            guidance?: number | null;
            /** @description The image in base64. */
            image: string;
            /**
             * @description Pixels to add on this side.
             * @default 0
             */
            left?: number | null;
            /**
             * @description The format of the image.
             * @default jpeg
             */
            output_format?: components["schemas"]["bfl_OutputFormat"];
            /**
             * @description What to change.
             * @default
             */
            prompt?: string | null;
            /**
             * @description Whether the prompt is rewritten.
             * @default false
             */
            prompt_upsampling?: boolean | null;
            /**
             * @description Pixels to add on this side.
             * @default 0
             */
            right?: number | null;
            safety_tolerance?: components["schemas"]["Tolerance6"];
            seed?: components["schemas"]["bfl_Seed"];
            /**
             * @description How many steps the model works.
             * @default 50
             */
            steps?: number | null;
            /**
             * @description Pixels to add on this side.
             * @default 0
             */
            top?: number | null;
            webhook_secret?: components["schemas"]["WebhookSecret"];
            webhook_url?: components["schemas"]["WebhookUrl"];
        };
        /** @description The time from which on the task is unknown, in Unix seconds. It is 24 hours after the last change of the task. */
        ExpiresAt: number;
        /** @description A completed image. Each image has its own event. */
        ezlink_CompletedEvent: {
            /** @description The image in base64. */
            b64_json: string;
            background: string;
            /** @description Time in Unix seconds. */
            created_at: number;
            output_format: string;
            quality: string;
            size: string;
            /** @enum {string} */
            type: "image_generation.completed" | "image_edit.completed";
            /** @description Tokens. OpenAI's events have no details of the output tokens. */
            usage: {
                input_tokens?: number;
                input_tokens_details?: {
                    image_tokens?: number;
                    text_tokens?: number;
                };
                output_tokens?: number;
                total_tokens?: number;
            };
        };
        /** @description A failure after the stream has begun. */
        ezlink_ErrorEvent: {
            error: {
                code?: string | null;
                message: string;
                param?: string | null;
                type?: string;
            };
            type?: string;
        };
        ezlink_Image: {
            /** @description The image in base64. */
            b64_json?: string;
            /** @description Where the image is. */
            url?: string;
        };
        ezlink_Model: {
            created?: number;
            id: string;
            object?: string;
            owned_by?: string;
        };
        ezlink_ModelList: {
            data: components["schemas"]["ezlink_Model"][];
            object?: string;
        };
        /** @description One event. */
        ezlink_StreamEvent: components["schemas"]["apigo_PartialEvent"] | components["schemas"]["ezlink_CompletedEvent"] | components["schemas"]["ezlink_ErrorEvent"];
        FailedImageResponse: {
            /** @description A failed request has no images. */
            data?: string | null;
            error: components["schemas"]["ImageError"];
            request_id: string;
            /** @constant */
            status: "failed";
            usage?: components["schemas"]["MediaUsage_C"] | null;
        };
        /** @description The envelope of failures of uploads, balances and keys. */
        Failure: {
            message: string;
            /** @enum {boolean} */
            success: false;
        };
        /** @description An error whose form no page shows for this case. Many endpoints do not follow the documented forms yet. */
        fal_AnyError: {
            /** @description A text, a list of errors or an object. */
            detail?: unknown[] | Record<string, unknown> | string;
            error_type?: string;
            status?: string;
        };
        File_B: {
            /** @description openai: The size of the file. */
            bytes: number;
            /**
             * @description openai: Unix time in seconds.
             *
             *     xai: Time in Unix seconds.
             */
            created_at: number;
            /**
             * @description openai: Unix time in seconds.
             *
             *     xai: Time in Unix seconds; null if the file has no end.
             */
            expires_at?: number | null;
            filename: string;
            /** @description openai: For example file-abc123. */
            id: string;
            /** @constant */
            object: "file";
            public_url?: string | null;
            /** Format: int64 */
            public_url_expires_at?: number | null;
            purpose?: ("assistants" | "assistants_output" | "batch" | "batch_output" | "evals" | "fine-tune" | "fine-tune-results" | "user_data" | "vision") | (string & {});
            /**
             * @deprecated
             * @enum {string}
             */
            status?: "uploaded" | "processed" | "error";
            /** @deprecated */
            status_details?: string;
        };
        File_C: {
            /** Format: int64 */
            bytes: number;
            /**
             * Format: int64
             * @description Time in Unix seconds.
             */
            created_at: number;
            /**
             * Format: int64
             * @description Time in Unix seconds; null if the file has no end.
             */
            expires_at?: number | null;
            filename: string;
            id: string;
            /** @constant */
            object: "file";
            public_url?: string | null;
            /** Format: int64 */
            public_url_expires_at?: number | null;
            purpose?: string;
        };
        /**
         * @description openai: When the file expires. Without it, a file stays until it is deleted, one of purpose batch 30 days.
         *
         *     xai: Seconds until the file ends. This part must come before the file.
         */
        FileExpirationAfter: (number | null) | {
            /**
             * @description The time from which the seconds count.
             * @enum {string}
             */
            anchor: "created_at";
            /** @description Seconds after the anchor, from one hour to 30 days. */
            seconds: number;
        };
        /** @description When the file expires. Without it, a file stays until it is deleted, one of purpose batch 30 days. */
        FileExpirationAfter_B: {
            /**
             * @description The time from which the seconds count.
             * @enum {string}
             */
            anchor: "created_at";
            /** @description Seconds after the anchor, from one hour to 30 days. */
            seconds: number;
        };
        /** @description The stored file of an image. */
        FileOutput: {
            /**
             * Format: int64
             * @description Time in Unix seconds at which the file ends.
             */
            expires_at?: number | null;
            file_id: string;
            filename: string;
            /** @description The public link, if the request asked for one. */
            public_url?: string | null;
            /** @description Why there is no public link. */
            public_url_error?: string | null;
            /**
             * Format: int64
             * @description Time in Unix seconds at which the public link ends.
             */
            public_url_expires_at?: number | null;
        };
        FillRequest: {
            /**
             * @description How closely the image follows the prompt.
             * @default 60
             */
            guidance?: number | null;
            /** @description The image in base64. It may have an alpha mask. */
            image: string;
            /** @description A mask in base64 for the parts to change. Without it the alpha mask of the image counts. */
            mask?: string | null;
            /**
             * @description The format of the image.
             * @default jpeg
             */
            output_format?: components["schemas"]["bfl_OutputFormat"];
            /**
             * @description What to change.
             * @default
             */
            prompt?: string | null;
            /**
             * @description Whether the prompt is rewritten.
             * @default false
             */
            prompt_upsampling?: boolean | null;
            safety_tolerance?: components["schemas"]["Tolerance6"];
            seed?: components["schemas"]["bfl_Seed"];
            /**
             * @description How many steps the model works.
             * @default 50
             */
            steps?: number | null;
            webhook_secret?: components["schemas"]["WebhookSecret"];
            webhook_url?: components["schemas"]["WebhookUrl"];
        };
        Flux2Request: {
            /**
             * @description How closely the image follows the prompt. Only flux-2-flex.
             * @default 5
             */
            guidance?: number | null;
            height?: components["schemas"]["Edge2"];
            /** @description Limit: at most 8 images; at most 4 images for the model flux-2-klein*. */
            input_image?: components["schemas"]["InputImage"];
            /** @description Limit: at most 8 images; at most 4 images for the model flux-2-klein*. */
            input_image_2?: components["schemas"]["InputImage"];
            /** @description Limit: at most 8 images; at most 4 images for the model flux-2-klein*. */
            input_image_3?: components["schemas"]["InputImage"];
            /** @description Limit: at most 8 images; at most 4 images for the model flux-2-klein*. */
            input_image_4?: components["schemas"]["InputImage"];
            /**
             * @description The fifth image. Not for klein.
             *     Limit: at most 8 images; at most 4 images for the model flux-2-klein*.
             */
            input_image_5?: string | null;
            /**
             * @description The sixth image. Not for klein.
             *     Limit: at most 8 images; at most 4 images for the model flux-2-klein*.
             */
            input_image_6?: string | null;
            /**
             * @description The seventh image. Not for klein.
             *     Limit: at most 8 images; at most 4 images for the model flux-2-klein*.
             */
            input_image_7?: string | null;
            /**
             * @description The eighth image. Not for klein.
             *     Limit: at most 8 images; at most 4 images for the model flux-2-klein*.
             */
            input_image_8?: string | null;
            /** @description The path of the image in BFL's storage. Only flux-2-flex. */
            input_image_blob_path?: string | null;
            /**
             * @description The format of the image.
             * @default jpeg
             */
            output_format?: components["schemas"]["bfl_OutputFormat"];
            prompt: components["schemas"]["bfl_Prompt"];
            /**
             * @description Whether the prompt is rewritten. Only flux-2-flex.
             * @default true
             */
            prompt_upsampling?: boolean | null;
            safety_tolerance?: components["schemas"]["Tolerance5"];
            seed?: components["schemas"]["bfl_Seed"];
            /**
             * @description How many steps the model works. Only flux-2-flex.
             * @default 50
             */
            steps?: number | null;
            webhook_secret?: components["schemas"]["WebhookSecret"];
            webhook_url?: components["schemas"]["WebhookUrl"];
            width?: components["schemas"]["Edge2"];
        };
        FluxPro11Request: {
            /**
             * @description Pixels.
             * @default 768
             */
            height?: components["schemas"]["Edge1"];
            /** @description An image in base64 to take as a prompt. */
            image_prompt?: string | null;
            /**
             * @description The format of the image.
             * @default jpeg
             */
            output_format?: components["schemas"]["bfl_OutputFormat"];
            /**
             * @description What to draw.
             * @default
             */
            prompt?: string | null;
            /**
             * @description Whether the prompt is rewritten.
             * @default false
             */
            prompt_upsampling?: boolean;
            safety_tolerance?: components["schemas"]["Tolerance6"];
            seed?: components["schemas"]["bfl_Seed"];
            webhook_secret?: components["schemas"]["WebhookSecret"];
            webhook_url?: components["schemas"]["WebhookUrl"];
            /**
             * @description Pixels.
             * @default 1024
             */
            width?: components["schemas"]["Edge1"];
        };
        /**
         * @description Frames of a gif. Only with `output_format` gif, and then no stream, partial images or mask.
         * @default 9
         */
        FrameCount: number | null;
        /**
         * @description Milliseconds per gif frame, rounded to 10 ms and capped at 655,350 ms.
         * @default 200
         */
        FrameDurationMs: number | null;
        GatewayError: {
            message: string;
            statusCode: number;
        };
        GeneratedImage: {
            /** @description The image in base64; an SVG image is UTF-8 text in base64. */
            b64_json: string;
            /**
             * @description Format of the image, absent if the gateway cannot tell.
             * @example image/png
             * @example image/jpeg
             * @example image/webp
             * @example image/svg+xml
             */
            media_type?: string;
        };
        GeneratedImageResponse: {
            /** @description Why moderation blocked the request. */
            block_reason?: string | null;
            /** @description The images. Moderation may leave fewer than n, or none. */
            data: components["schemas"]["xai_GeneratedImage"][];
            usage?: components["schemas"]["MediaUsage_C"] | null;
        };
        /**
         * @description ezlink: The fields of this request are not published in a form that could be retrieved.
         *
         *     sub2api: The body that OpenAI's images API takes. The document prints model, prompt and size.
         */
        GenerateRequest: {
            aspect_ratio?: components["schemas"]["ImageAspectRatio_B"];
            /**
             * @description apimart: For gpt-image-2-official and gpt-image-2.5. transparent needs png or webp.
             *
             *     openai: `transparent` needs png or webp output.
             *
             *     toapis: gpt-image-2-official takes transparent as auto and says nothing. No page lists the values.
             */
            background?: ("auto" | "opaque" | "transparent") | ((string & {}) | null);
            /**
             * Format: uri
             * @description An address in place of the default one of the key. Scheme, host and port must be those of the default address.
             */
            callback_url?: string;
            /** @description An id of the caller, which the callback repeats. It does not keep a repeated request from being charged again. */
            client_business_id?: string;
            complexity?: components["schemas"]["Complexity"];
            deferred?: components["schemas"]["Deferred"];
            /** @description true turns off the content filter of the gateway. */
            disable_safety_checker?: boolean;
            frame_count?: components["schemas"]["FrameCount"];
            frame_duration_ms?: components["schemas"]["FrameDurationMs"];
            /** @description The billing group; it must be one that the key may use. */
            group?: string;
            /**
             * @description How closely the image keeps to the prompt.
             * @default 3.5
             */
            guidance_scale?: number;
            /**
             * @description Height in pixels. The guide advises multiples of 8.
             * @default 1024
             */
            height?: number;
            image?: components["schemas"]["ReferenceImages"];
            /** @description LoRA adapters that change the image. */
            image_loras?: {
                /** @description A link to the adapter. */
                path: string;
                /** @description How strongly the adapter counts; 1 is usual. */
                scale: number;
            }[];
            /** @description dimilinks: Alias of resolution. */
            image_size?: ("1024" | "1024p" | "1440p" | "1K" | "1k" | "2160p" | "2K" | "2k" | "4K" | "4k" | "512" | "uhd") | (string & {});
            image_url?: components["schemas"]["ReferenceImages"];
            image_urls?: components["schemas"]["ReferenceImages"];
            /**
             * @description Limit: at most 9 images.
             *     Limit: at most 20971520 bytes in an image.
             */
            images?: components["schemas"]["ReferenceImages_B"];
            /**
             * @description Limit: at most 9 images.
             *     Limit: at most 20971520 bytes in an image.
             */
            input_image?: components["schemas"]["ReferenceImages_B"];
            /**
             * @description Limit: at most 9 images.
             *     Limit: at most 20971520 bytes in an image.
             */
            input_images?: components["schemas"]["ReferenceImages_B"];
            /**
             * @description The language of the message of a failure in the callback.
             * @enum {string}
             */
            language?: "zh" | "en" | "ko" | "ja" | "ru" | "fr" | "de" | "id" | "pt" | "es";
            /**
             * @description For Seedream 5.0 Pro. true makes a base image and layers.
             * @default false
             */
            layer_decomposition?: boolean;
            /**
             * @description apimart: A mask with an alpha channel, of the first reference image's size. For gpt-image-2-official, with image_urls.
             *
             *     dimilinks: The mask of a local redraw; needs at least one reference image.
             *
             *     toapis: A PNG with an alpha channel, of the first reference image's size. Its transparent parts are repainted. Needs image_urls.
             */
            mask_url?: string;
            /** @description Fields that only some models have. */
            metadata?: {
                /** @description An id of the caller; the field at the top is advised. */
                client_business_id?: string;
                /**
                 * @description For Gemini 3.1 flash, with google_search.
                 * @default false
                 */
                google_image_search?: boolean;
                /**
                 * @description For Gemini 3.1 flash.
                 * @default false
                 */
                google_search?: boolean;
                /**
                 * @description For Gemini 3 pro.
                 * @enum {string}
                 */
                orientation?: "landscape" | "portrait";
                /**
                 * @description The tier of Gemini, Flux, Seedream and Vidu models.
                 * @enum {string}
                 */
                resolution?: "0.5K" | "1K" | "2K" | "3K" | "4K";
                /**
                 * @description For Seedream and Vidu.
                 * @default false
                 */
                watermark?: boolean;
            };
            /**
             * @description apigo: The model. No default is given.
             *
             *     apimart: The model. These pages describe gpt-image-2 (also gpt-image-2-ext), gpt-image-2-official, gpt-image-2.5-flare, gpt-image-2.5-sunburst and gpt-4o-image; the gateway has others.
             *
             *     openai: An image model. The documentation asks to name one; any string is taken.
             *
             *     sub2api, toapis, xai: The model.
             *
             *     together-ai: The id of the model, author and name with a slash.
             */
            model?: ("black-forest-labs/FLUX.1-kontext-max" | "black-forest-labs/FLUX.1-kontext-pro" | "black-forest-labs/FLUX.1-schnell" | "black-forest-labs/FLUX.1.1-pro" | "black-forest-labs/FLUX.2-dev" | "black-forest-labs/FLUX.2-flex" | "black-forest-labs/FLUX.2-max" | "black-forest-labs/FLUX.2-pro" | "chatgpt-image-latest" | "dall-e-2" | "dall-e-3" | "flux-2-pro" | "flux-kontext-max" | "flux-kontext-pro" | "gemini-2.5-flash-image-official" | "gemini-2.5-flash-image-preview" | "gemini-3-pro-image-preview" | "gemini-3-pro-image-preview-official" | "gemini-3.1-flash-image-preview" | "gemini-3.1-flash-image-preview-official" | "google/flash-image-2.5" | "google/gemini-3-pro-image" | "gpt-4o-image" | "gpt-image-1" | "gpt-image-1-mini" | "gpt-image-1.5" | "gpt-image-2" | "gpt-image-2-2026-04-21" | "gpt-image-2-ext" | "gpt-image-2-official" | "gpt-image-2-vip" | "gpt-image-2.5" | "gpt-image-2.5-flare" | "gpt-image-2.5-flare-2026-09-08" | "gpt-image-2.5-sunburst" | "gpt-image-2.5-sunburst-2026-09-08" | "gpt-image-2.6-flare" | "gpt-image-2.6-sunburst" | "grok-imagine-1.0" | "grok-imagine-1.0-edit" | "grok-imagine-image" | "grok-imagine-image-2.0" | "nano-banana" | "nano-banana-pro" | "seedream-v5-pro" | "vidu-image") | ((string & {}) | null);
            /**
             * @description apimart: For gpt-image-2-official (auto by default) and gpt-image-2.5 (low by default).
             *
             *     openai: How strictly the content is filtered (GPT image models).
             */
            moderation?: ("auto" | "low") | ((string & {}) | null);
            /**
             * @description apigo, ezlink, gpt-best: Limit: 1 to 10.
             *
             *     apimart: Number of images, as a number and not as text. gpt-image-2 makes 1, gpt-image-2-official and gpt-image-2.5 up to 4.
             *     Limit: 1 to 4.
             *     Limit: 1 for the model gpt-image-2.
             *     Limit: 1 for the model gpt-image-2-ext.
             *
             *     dimilinks: From 1 to 4, and 1 in the tier 1k. Any other number becomes the nearest.
             *     Limit: 1 to 4; 1 in the tier 1k.
             *
             *     openai: Number of images. At most one for SVG output and for dall-e-3.
             *     Limit: 1 to 10.
             *     Limit: 1 for the model dall-e-3.
             *
             *     sub2api, xai: Number of images.
             *     Limit: 1 to 10.
             *
             *     toapis: Number of images, as a number and not as text. gpt-4o-image takes 1, 2 and 4; Gemini and vidu-image take 1. The head of the page of gpt-image-2-official says up to 4.
             *     Limit: 1 to 10.
             *     Limit: 1 for the model gemini-3-pro-image-preview.
             *     Limit: 1 for the model nano-banana-pro.
             *     Limit: 1 for the model gemini-3.1-flash-image-preview.
             *     Limit: 1 for the model gemini-2.5-flash-image-preview.
             *     Limit: 1 for the model nano-banana.
             *     Limit: 1 for the model vidu-image.
             *
             *     together-ai: Number of images.
             *     Limit: 1 to 4.
             */
            n?: number | null;
            /** @description What not to draw. */
            negative_prompt?: string;
            /**
             * @description true sends prompt and reference images to a further content filter.
             * @default false
             */
            nsfw_check?: boolean;
            /**
             * @description For gpt-image-2. true allows the official channel if the usual one fails.
             * @default false
             */
            official_fallback?: boolean;
            output?: components["schemas"]["xai_ImageOutput"];
            /**
             * @description apimart: Compression of jpeg and webp.
             *
             *     openai: Compression in percent, for webp and jpeg.
             *
             *     sub2api: Compression of jpeg and webp, in percent.
             *
             *     toapis: For jpeg. 0 means no compression, 100 the most.
             */
            output_compression?: number | null;
            /**
             * @description apimart: For gpt-image-2-official and gpt-image-2.5.
             *
             *     openai: `gif` and `svg` need preview access.
             *
             *     toapis: The format of the images of gpt-image-2-official and of edits.
             *
             *     together-ai: Format of the images.
             */
            output_format?: ("gif" | "jpeg" | "jpg" | "png" | "svg" | "webp") | ((string & {}) | null);
            partial_images?: components["schemas"]["PartialImages_B"];
            /**
             * @description apigo, sub2api, xai: What to draw.
             *
             *     apimart: What to draw, in English or Chinese. The content filter reads it before the task is made.
             *
             *     gpt-best: May contain reference URLs, separated by a space.
             *     Limit: at most 32000 characters; at most 1000 characters for the model dall-e-2.
             *
             *     openai: What to draw, up to 32000 characters (legacy models took 1000 or 4000).
             *     Limit: at most 32000 characters; at most 4000 characters for the model dall-e-3; at most 1000 characters for the model dall-e-2.
             *
             *     toapis: What to draw or to change. At most 32000 characters for gpt-image-2 and gpt-image-2-vip, 1000 for gpt-4o-image and Grok.
             *     Limit: at most 32000 characters; at most 1000 characters for the model grok-imagine-1.0-edit; at most 1000 characters for the model grok-imagine-1.0; at most 1000 characters for the model gpt-4o-image.
             *
             *     together-ai: What to draw. The longest prompt differs by model.
             */
            prompt?: string;
            /** @description Mentioned once in the text on `svg`, declared nowhere. */
            prompt_rewriter?: unknown;
            quality?: components["schemas"]["ImageQuality_B"];
            reference_images?: components["schemas"]["ReferenceImages_C"];
            resolution?: components["schemas"]["ImageResolution_B"];
            response_format?: components["schemas"]["ResponseFormat"];
            /** @description A stable, hashed id of the end user. Wins over `user` unless empty. */
            safety_identifier?: string | null;
            /** @description Alias of resolution. */
            scale?: ("4k" | "uhd" | "2160p" | "2k" | "1440p" | "1k" | "1024p" | "1024") | (string & {});
            /**
             * @description toapis: For vidu-image.
             *
             *     together-ai: The same seed and fields give the same image.
             */
            seed?: number;
            /**
             * @description apigo: Left open, because dall-e-3 has its own values.
             *
             *     apimart: A ratio, auto or pixels. The ratios are 1:1, 3:2, 2:3, 4:3, 3:4, 5:4, 4:5, 16:9, 9:16, 2:1, 1:2, 3:1, 1:3, 21:9 and 9:21. Pixels of gpt-image-2.5 are multiples of 16, at most 3840 long, 655360 to 8294400 in all, and at most 3:1. The default of gpt-image-2.5 is auto, of the other models 1:1.
             *
             *     dimilinks: A ratio W:H, auto, or pixels WxH. 1024x1024 when absent (the sizes page says 1:1).
             *     Limit: multiples of 16 pixels, at most 8294400 pixels in all.
             *
             *     gpt-best: Limit: multiples of 16 pixels, edges of at most 3840 pixels, at least 655360 pixels in all, at most 8294400 pixels in all, a ratio of at most 3:1; multiples of 16 pixels, edges of at most 11584 pixels, at least 1 pixels in all, at most 16777216 pixels in all, a ratio of at most 8:1 for the model nano-banana*; one of 256x256, 512x512, 1024x1024 for the model dall-e-2.
             *
             *     openai: `auto`, a standard size, or from gpt-image-2 on any WIDTHxHEIGHT with both sides divisible by 16 and a ratio from 1:3 to 3:1, up to 3840x2160.
             *     Limit: multiples of 16 pixels, edges of at most 3840 pixels, at least 655360 pixels in all, at most 8294400 pixels in all, a ratio of at most 3:1; one of auto, 1024x1024, 1536x1024, 1024x1536 for the model gpt-image-1*; one of 1024x1024, 1792x1024, 1024x1792 for the model dall-e-3; one of 256x256, 512x512, 1024x1024 for the model dall-e-2.
             *
             *     sub2api: The size of the images.
             *
             *     toapis: A ratio. The GPT image pages have 1:1, 3:2, 2:3, 4:3, 3:4, 5:4, 4:5, 16:9, 9:16, 2:1, 1:2, 21:9 and 9:21, gpt-4o-image only the first three, Gemini also 1:4, 4:1, 1:8 and 8:1. gpt-image-2-official also takes auto, and has 4k only for 16:9, 2:1 and 21:9 and their portraits.
             */
            size?: ("1024x1024" | "1024x1536" | "1024x1792" | "1536x1024" | "1536x864" | "1600x1200" | "16:9" | "1792x1024" | "1:1" | "1:2" | "21:9" | "256x256" | "2:1" | "2:3" | "3840x2160" | "3:2" | "3:4" | "4:3" | "4:5" | "512x512" | "5:4" | "9:16" | "9:21" | "auto") | ((string & {}) | null);
            /**
             * @description Number of steps. More give a better image and take longer; FLUX.1 schnell needs 4.
             * @default 20
             */
            steps?: number;
            storage_options?: components["schemas"]["StorageOptions"];
            /**
             * @description gpt-best: The response to a stream request is not known.
             *
             *     openai: Answer with events (GPT image models).
             *
             *     sub2api: Streams the images. Asynchronous routes refuse true.
             */
            stream?: boolean | null;
            /**
             * @description apimart: Has no effect.
             *
             *     openai: For dall-e-3 only.
             */
            style?: ("natural" | "vivid") | ((string & {}) | null);
            /** @description Picks the model that writes the SVG. Only with `output_format` svg, `n` 1 and no stream. */
            svg?: {
                /** @description The model that writes the SVG. */
                model: string;
                /** @description How much that model reasons. */
                reasoning?: {
                    /**
                     * @description The author model's default when absent or null.
                     * @enum {string|null}
                     */
                    effort?: "none" | "minimal" | "low" | "medium" | "high" | "xhigh" | "max" | null;
                } | null;
            } | null;
            /** @description An id of the caller for tracking. */
            trace_id?: string;
            /** @description Alias of resolution. */
            upscale?: ("4k" | "uhd" | "2160p" | "2k" | "1440p" | "1k" | "1024p" | "1024") | (string & {});
            /**
             * @description openai: Replaced by `safety_identifier`, and used when that is absent, null or empty.
             *
             *     xai: An id of the end user, against abuse.
             */
            user?: string | null;
            /** @description false submits an asynchronous task; without it the request waits (true). */
            wait_for_result?: boolean;
            /**
             * Format: uri
             * @description The base of the address that is called when the task ends. The gateway adds /callback.
             */
            webhook?: string;
            /**
             * @description Width in pixels. The guide advises multiples of 8.
             * @default 1024
             */
            width?: number;
        };
        GenerationInput: {
            enable_prompt_expansion?: components["schemas"]["PromptExpansion"];
            enable_safety_checker?: components["schemas"]["SafetyChecker"];
            guidance_scale?: components["schemas"]["GuidanceScale"];
            /**
             * @description The size of the images, as a word or in pixels.
             *     Limit: edges of at least 512 pixels, edges of at most 2048 pixels.
             * @default landscape_4_3
             */
            image_size?: components["schemas"]["Size"];
            /** @description Limit: 1 to 4. */
            num_images?: components["schemas"]["NumImages"];
            output_format?: components["schemas"]["OutputFormat"];
            prompt: components["schemas"]["Prompt"];
            seed?: components["schemas"]["Seed"];
            sync_mode?: components["schemas"]["SyncMode"];
        };
        "gpt-best_ErrorResponse": components["schemas"]["OpenAIError_B"] | components["schemas"]["gpt-best_TaskError"];
        "gpt-best_SubmitResponse": components["schemas"]["SubmitEnvelope"] | components["schemas"]["SubmitBare"];
        "gpt-best_Task": {
            data?: components["schemas"]["gpt-best_TaskResult"] | null;
            fail_reason?: string;
            /** @example 60% */
            progress?: string;
            result_url?: string;
            /** @enum {string} */
            status: "NOT_START" | "IN_PROGRESS" | "SUCCESS" | "FAILURE";
            task_id: string;
        };
        "gpt-best_TaskError": {
            code: string;
            data?: unknown;
            message: string;
        };
        "gpt-best_TaskResult": {
            /** @description Unix time in seconds. */
            created?: number;
            data: components["schemas"]["ImageItem"][];
            model?: string;
            usage?: components["schemas"]["gpt-best_Usage"];
        };
        "gpt-best_Usage": {
            input_tokens?: number;
            input_tokens_details?: {
                image_tokens?: number;
                text_tokens?: number;
            };
            output_tokens?: number;
            total_tokens?: number;
        };
        /**
         * @description How closely the image follows the prompt.
         * @default 2.5
         */
        GuidanceScale: number;
        /**
         * @description apigo, sub2api, xai: An image, as url or as b64_json.
         *
         *     gpt-best: Has url or b64_json.
         */
        Image: {
            /**
             * @description apigo, ezlink: The image in base64.
             *
             *     openai: The image in base64. GPT image models always return this.
             *
             *     sub2api: The image in base64. Results of tasks do not have this member.
             *
             *     xai: The image in base64, without the prefix of a data URL.
             */
            b64_json?: string | null;
            /** @example file_xxx */
            file_id?: string;
            file_output?: components["schemas"]["FileOutput"] | null;
            index?: number;
            /**
             * @description Format of the image, JPEG unless the quality gives PNG.
             * @example image/jpeg
             * @example image/png
             * @example image/webp
             */
            mime_type?: string | null;
            /** @description false if moderation kept the image back; the image then has no url and no b64_json. */
            respect_moderation?: boolean;
            /**
             * @description openai: The prompt that was used, from legacy models only.
             *
             *     xai: The prompt after rewriting; empty in new replies.
             */
            revised_prompt?: string | null;
            /**
             * @description The word of a submit. Polls use other words.
             * @enum {string}
             */
            status?: "submitted";
            /** @description Why the image could not be stored. */
            storage_error?: string | null;
            /** @description The id of the task. */
            task_id?: string;
            /** @enum {string} */
            type?: "b64_json" | "url";
            /**
             * @description apigo: May be temporary; the page advises to copy it on the server.
             *
             *     dimilinks: /p/img/... (joined to the origin, not to /v1), https://... or data:image/...;base64,...
             *
             *     ezlink: Where the image is.
             *
             *     openai: The URL of the image, only from legacy models.
             *
             *     sub2api: A link to the image.
             *
             *     xai: A link to the image. It is temporary.
             */
            url?: string | null;
        };
        /**
         * @description Ratio of width to height. A generation without one leaves the ratio to the model (auto). An edit of one image keeps the ratio of that image; an edit of several takes the ratio of the first unless this field says another.
         * @enum {string|null}
         */
        ImageAspectRatio: "1:1" | "3:4" | "4:3" | "9:16" | "16:9" | "2:3" | "3:2" | "9:19.5" | "19.5:9" | "9:20" | "20:9" | "1:2" | "2:1" | "21:9" | "5:2" | "auto" | null;
        /**
         * @description together-ai: Ratio of width to height, for FLUX.1 schnell and FLUX.1 Kontext; other models read width and height.
         *
         *     xai: Ratio of width to height. A generation without one leaves the ratio to the model (auto). An edit of one image keeps the ratio of that image; an edit of several takes the ratio of the first unless this field says another.
         */
        ImageAspectRatio_B: ("16:9" | "19.5:9" | "1:1" | "1:2" | "20:9" | "21:9" | "2:1" | "2:3" | "3:2" | "3:4" | "4:3" | "5:2" | "9:16" | "9:19.5" | "9:20" | "9:21" | "auto") | ((string & {}) | null);
        ImageData: {
            /** @example file_xxx */
            file_id?: string;
            revised_prompt?: string;
            /**
             * @description /p/img/... (joined to the origin, not to /v1), https://... or data:image/...;base64,...
             * @example /p/img/img_xxx/0?exp=1777166400000&sig=...
             */
            url: string;
        };
        /** @description The final image of an edit. */
        ImageEditCompletedEvent: {
            /** @description The image in base64. */
            b64_json: string;
            /** @enum {string} */
            background: "transparent" | "opaque" | "auto";
            /** @description Unix time in seconds. */
            created_at: number;
            /** @enum {string} */
            output_format: "png" | "webp" | "jpeg";
            /** @enum {string} */
            quality: "low" | "medium" | "high" | "xhigh" | "max" | "auto";
            /** @description The id in force. */
            safety_identifier?: string | null;
            /** @description WIDTHxHEIGHT or `auto`. */
            size: string;
            /** @constant */
            type: "image_edit.completed";
            usage: components["schemas"]["ImagesUsage_B"];
        };
        /** @description A partial image of an edit. */
        ImageEditPartialImageEvent: {
            /** @description The image in base64. */
            b64_json: string;
            /** @enum {string} */
            background: "transparent" | "opaque" | "auto";
            /** @description Unix time in seconds. */
            created_at: number;
            /** @enum {string} */
            output_format: "png" | "webp" | "jpeg";
            /** @description Counts from 0. */
            partial_image_index: number;
            /** @enum {string} */
            quality: "low" | "medium" | "high" | "xhigh" | "max" | "auto";
            /** @description WIDTHxHEIGHT or `auto`. */
            size: string;
            /** @constant */
            type: "image_edit.partial_image";
        };
        /** @description One event of an edit. */
        ImageEditStreamEvent: components["schemas"]["ImageEditPartialImageEvent"] | components["schemas"]["ImageEditCompletedEvent"] | components["schemas"]["ImageStreamError"];
        ImageEndpoint: {
            /** @description Fields that provider.options may have for this provider. */
            allowed_passthrough_parameters: string[];
            pricing: {
                /** @enum {string} */
                billable: "output_image" | "input_image" | "input_font" | "input_reference" | "input_text";
                /** Format: double */
                cost_usd: number;
                /** @enum {string} */
                unit: "image" | "megapixel" | "token";
                /** @description A tier such as 2k. */
                variant?: string;
            }[];
            provider_name: string;
            provider_slug: string;
            /** @description The name that a request uses to choose the provider. */
            provider_tag: string | null;
            supported_parameters: components["schemas"]["SupportedParameters"];
            supports_streaming: boolean;
        };
        ImageError: {
            /** @enum {string} */
            code: "invalid_argument" | "permission_denied" | "failed_precondition" | "service_unavailable" | "internal_error";
            message: string;
        };
        ImageFile: {
            /** @enum {string} */
            content_type?: "image/png" | "image/jpeg" | "image/webp";
            file_name?: string;
            /** @description Bytes of the file. */
            file_size?: number;
            height?: number;
            /**
             * Format: uri
             * @description A link, or a data URL with sync_mode.
             */
            url: string;
            width?: number;
        };
        /** @description The verdicts of the content filter on an image. */
        ImageFilterResults: {
            hate?: components["schemas"]["SeverityResult"];
            self_harm?: components["schemas"]["SeverityResult"];
            sexual?: components["schemas"]["SeverityResult"];
            violence?: components["schemas"]["SeverityResult"];
        };
        /** @description The image. Its time is created, where other gateways have created_at. */
        ImageGenCompletedEvent: {
            b64_json: string;
            /** @description Time in Unix seconds. */
            created: number;
            media_type?: string;
            /** @enum {string} */
            type: "image_generation.completed";
            usage?: components["schemas"]["ImageGenerationUsage"];
        };
        ImageGenerationModel: {
            /** @description Other ids of the model. */
            aliases: string[];
            /**
             * Format: int64
             * @description Time in Unix seconds.
             */
            created: number;
            fingerprint: string;
            id: string;
            /**
             * Format: int64
             * @description Price of an image of medium quality at 1k, in cents.
             */
            image_price: number;
            input_modalities: string[];
            /** Format: int64 */
            max_prompt_length: number;
            /** @constant */
            object: "model";
            output_modalities: string[];
            owned_by: string;
            /** @description Price by quality and resolution; absent where one price holds for all. */
            pricing?: {
                /**
                 * Format: int64
                 * @description Price in ticks; a cent has 100,000,000 ticks.
                 */
                price_per_image: number;
                /** @enum {string} */
                quality: "low" | "medium" | "high";
                /** @enum {string} */
                resolution: "1k" | "1.5k" | "2k";
            }[];
            version: string;
        };
        /** @description Which providers may serve the request. */
        ImageGenerationProviderPreferences: {
            /** @description false keeps to the first provider; without it another provider may take over. */
            allow_fallbacks?: boolean | null;
            /** @description Providers that may not serve it. */
            ignore?: string[] | null;
            /** @description The only providers that may serve it. */
            only?: string[] | null;
            /**
             * @description Fields for one provider, by its slug. Unknown fields are dropped.
             * @example {
             *       "black-forest-labs": {
             *         "steps": 40,
             *         "guidance": 3
             *       }
             *     }
             */
            options?: {
                [key: string]: Record<string, unknown>;
            };
            /** @description Providers to try first, in this order. */
            order?: string[] | null;
            /** @description The order of the providers if order is absent. */
            sort?: ("price" | "throughput" | "latency" | "exacto" | null) | {
                /** @enum {string|null} */
                by?: "price" | "throughput" | "latency" | "exacto" | null;
                /** @enum {string|null} */
                partition?: "model" | "none" | null;
            };
        };
        ImageGenerationRequest: {
            /**
             * @description Ratio of width to height. A provider takes the nearest one that it supports; auto leaves it to the provider.
             * @enum {string}
             */
            aspect_ratio?: "1:1" | "1:2" | "1:4" | "1:8" | "2:1" | "2:3" | "3:2" | "3:4" | "4:1" | "4:3" | "4:5" | "5:4" | "8:1" | "9:16" | "16:9" | "9:19.5" | "19.5:9" | "9:20" | "20:9" | "9:21" | "21:9" | "auto";
            /**
             * @description Background of the image. transparent needs png or webp.
             * @enum {string}
             */
            background?: "auto" | "transparent" | "opaque";
            /**
             * @description Images to work from. How many a provider takes differs.
             *     Limit: at most 16 images.
             */
            input_references?: components["schemas"]["ContentPartImage"][];
            /** @description The id of the model, author and name with a slash. */
            model: ("bytedance-seed/seedream-4.5" | "openai/gpt-image-1") | (string & {});
            /**
             * @description The most images to make. A provider may return fewer; one that makes a single image refuses more than 1.
             *     Limit: 1 to 10.
             */
            n?: number;
            /** @description Compression of jpeg and webp in percent. png and some providers ignore it. */
            output_compression?: number;
            /**
             * @description Format of the images; without it the provider decides. svg is for vector models.
             * @enum {string}
             */
            output_format?: "png" | "jpeg" | "webp" | "svg";
            /** @description What to draw. */
            prompt: string;
            provider?: components["schemas"]["ImageGenerationProviderPreferences"];
            /**
             * @description How much work goes into an image. A provider without qualities ignores it.
             * @enum {string}
             */
            quality?: "auto" | "low" | "medium" | "high";
            /**
             * @description Class of resolution; the provider decides the pixels.
             * @enum {string}
             */
            resolution?: "512" | "1K" | "2K" | "4K";
            /** @description The same seed and fields should give the same image, where the provider supports it. */
            seed?: number;
            /** @description A tier (2K) or pixels (2048x2048). A tier means the same as resolution and goes with aspect_ratio. Pixels decide alone: a resolution or a ratio that does not fit them is a 400. */
            size?: ("auto" | "1:1" | "2:1" | "1:2" | "3:2" | "2:3" | "4:3" | "3:4" | "5:4" | "4:5" | "16:9" | "9:16" | "19.5:9" | "9:19.5" | "20:9" | "9:20" | "21:9" | "9:21" | "2K" | "2048x2048") | (string & {});
            /** @description true asks for a stream of events. A provider that cannot stream ignores it and answers in one piece. */
            stream?: boolean;
        };
        ImageGenerationResponse: {
            /** @description Time in Unix seconds. */
            created: number;
            /** @description The images, n at most. */
            data: components["schemas"]["GeneratedImage"][];
            usage?: components["schemas"]["ImageGenerationUsage"];
        };
        /** @description Tokens and cost, where the provider gives them. The published schema has more members. */
        ImageGenerationUsage: {
            completion_tokens: number;
            /**
             * Format: double
             * @description Cost in dollars.
             */
            cost?: number | null;
            /** @description true if the caller's own key at the provider was used. */
            is_byok?: boolean;
            prompt_tokens: number;
            /** @description The sum of the two. */
            total_tokens: number;
        };
        /** @description A preview. It costs nothing. */
        ImageGenPartialImageEvent: {
            b64_json: string;
            /** @description Counts from 0. */
            partial_image_index: number;
            /** @enum {string} */
            type: "image_generation.partial_image";
        };
        /** @description A failure after the stream has begun. Its code is a text, where the error of a reply has a number. */
        ImageGenStreamErrorEvent: {
            error: {
                code?: string | null;
                message: string;
                param?: string | null;
                type?: string | null;
            };
            /** @enum {string} */
            type: "error";
        };
        /** @description One event of a generation. */
        ImageGenStreamEvent: components["schemas"]["openai_ImageGenPartialImageEvent"] | components["schemas"]["openai_ImageGenCompletedEvent"] | components["schemas"]["ImageStreamError"];
        /** @description A part of an image that is text, such as SVG. */
        ImageGenTextChunkEvent: {
            /**
             * @description content is the image; reasoning and draft come before it.
             * @enum {string}
             */
            phase: "content" | "reasoning" | "draft";
            text: string;
            /** @enum {string} */
            type: "image_generation.text_chunk";
        };
        /**
         * @description openai: One image, by exactly one of URL and file id.
         *
         *     sub2api: An image by its link. The code refuses file_id.
         *
         *     xai: An image as a link, a data URL or an uploaded file.
         */
        ImageInput: {
            /**
             * @description openai: The id of a file in the Files API.
             *
             *     xai: The id of an uploaded JPEG, PNG or WebP file, in place of url.
             */
            file_id?: string | null;
            /**
             * @description openai: An address or a base64 data URL.
             *
             *     sub2api: A link or a data URL.
             *
             *     xai: Another name of url, for other clients.
             */
            image_url?: string;
            /**
             * @description Says that the image is a link.
             * @enum {string}
             */
            type?: "image_url";
            /** @description A public link or a data URL of a JPEG, PNG or WebP image. */
            url?: string;
        };
        /**
         * @description ezlink: A reference to the mask.
         *
         *     openai: Limit: at most 4194304 bytes in an image.
         *
         *     sub2api: An image by its link. The code refuses file_id.
         *
         *     xai: An image that marks the part to edit.
         */
        ImageInput_B: ({
            /** @description openai: The id of a file in the Files API. */
            file_id?: string | null;
            /**
             * @description openai: An address or a base64 data URL.
             *
             *     sub2api: A link or a data URL.
             */
            image_url?: string;
            /** @enum {string} */
            type?: "image_url";
            url?: string;
        } | null) | string;
        /** @description An image by its link. The code refuses file_id. */
        ImageInput_C: {
            /** @description A link or a data URL. */
            image_url: string;
        };
        /** @description Has url or b64_json. */
        ImageItem: {
            b64_json?: string;
            revised_prompt?: string;
            url?: string;
        } & ({
            b64_json: unknown;
        } | {
            url: unknown;
        });
        ImageModelArchitecture: {
            input_modalities: ("text" | "image" | "file" | "audio" | "video")[];
            output_modalities: ("text" | "image" | "embeddings" | "audio" | "video" | "rerank" | "speech" | "transcription")[];
        };
        ImageModelEndpointsResponse: {
            endpoints: components["schemas"]["ImageEndpoint"][];
            id: string;
        };
        ImageModelListItem: {
            architecture: components["schemas"]["ImageModelArchitecture"];
            /** @description Time in Unix seconds. */
            created: number;
            description: string;
            /** @description The path of the endpoints of the model. */
            endpoints: string;
            id: string;
            name: string;
            supported_parameters: components["schemas"]["SupportedParameters"];
            /** @description true if one of the endpoints can stream. */
            supports_streaming: boolean;
        };
        ImageModelsListResponse: {
            data: components["schemas"]["ImageModelListItem"][];
        };
        /** @description The output of the model. */
        ImageOutput: {
            /** @description For each image, whether the check found unsafe content. */
            has_nsfw_concepts?: boolean[];
            images: components["schemas"]["ImageFile"][];
            /** @description The prompt that was used. */
            prompt?: string;
            /** @description The seed that was used. */
            seed: number;
            /** @description Seconds by step. */
            timings?: {
                [key: string]: number;
            };
        };
        /**
         * @description openai: No `standard`, `xhigh` or `max` here.
         *
         *     xai: How much work the model puts into an image; grok-imagine-image-2.0 alone supports it. auto means low for generations and medium for edits.
         */
        ImageQuality: ("auto" | "high" | "low" | "medium") | ((string & {}) | null);
        /**
         * @description apigo: The values that the response of both endpoints may echo.
         *
         *     apimart: For gpt-image-2-official and gpt-image-2.5. gpt-image-2 ignores the field but refuses xhigh and max, which only gpt-image-2.5 has.
         *
         *     dimilinks: Alias of resolution, kept for old callers.
         *
         *     openai: `xhigh` and `max` need gpt-image-2.5; `standard` and `hd` are legacy.
         *
         *     toapis: high by default for gpt-image-2-official and edits, medium for gpt-image-2-vip. Other pages do not have the field.
         *
         *     xai: How much work the model puts into an image; grok-imagine-image-2.0 alone supports it. auto means low for generations and medium for edits.
         */
        ImageQuality_B: ("1024" | "1024p" | "1440p" | "1k" | "2160p" | "2k" | "4k" | "auto" | "hd" | "high" | "low" | "max" | "medium" | "standard" | "uhd" | "xhigh") | ((string & {}) | null);
        /**
         * @description How much work the model puts into an image; grok-imagine-image-2.0 alone supports it. auto means low for generations and medium for edits.
         * @default auto
         * @enum {string|null}
         */
        ImageQuality_C: "low" | "medium" | "auto" | null;
        /** @description One image, by exactly one of URL and file id. */
        ImageRefParam: {
            /** @description The id of a file in the Files API. */
            file_id?: string;
            /** @description An address or a base64 data URL. */
            image_url?: string;
        } & ({
            image_url: unknown;
        } | {
            file_id: unknown;
        });
        /**
         * @description Class of resolution. 1k has about one megapixel, 2k about four.
         * @default 1k
         * @enum {string|null}
         */
        ImageResolution: "1k" | "1.5k" | "2k" | null;
        /**
         * @description apimart: The tier of a ratio. It has no effect on pixels.
         *
         *     toapis: The tier of GPT image models.
         *
         *     xai: Class of resolution. 1k has about one megapixel, 2k about four.
         * @enum {string|null}
         */
        ImageResolution_B: "1.5k" | "1K" | "1k" | "2K" | "2k" | "4K" | "4k" | null;
        /**
         * @description ezlink: The keys of the printed reply.
         *
         *     sub2api: The images of a synchronous request.
         */
        ImageResponse: {
            /** @enum {string} */
            background?: "auto" | "opaque" | "transparent";
            block_reason?: string | null;
            code?: components["schemas"]["SuccessCode"];
            /**
             * @description apigo, ezlink: Time in Unix seconds.
             *
             *     openai, sub2api: Unix time in seconds.
             */
            created?: number;
            data?: (components["schemas"]["Image"][] | null) | {
                created?: number;
                id: string;
                model?: string;
                /** @enum {string} */
                object?: "image.generation.task";
                progress?: number;
                /** @enum {string} */
                status: "pending";
                task_info?: {
                    /** @description No page documents how to cancel a task. */
                    can_cancel?: boolean;
                    /** @description The expected duration in seconds. */
                    estimated_time?: number;
                };
                /** @enum {string} */
                type?: "image";
            } | string;
            error?: {
                code?: string;
                message: string;
                param?: string;
                type?: string;
            };
            id?: string;
            /** @example  */
            message?: string;
            /** @enum {string} */
            output_format?: "gif" | "jpeg" | "png" | "svg" | "webp";
            /** @enum {string} */
            quality?: "auto" | "hd" | "high" | "low" | "max" | "medium" | "standard" | "xhigh";
            /** @example e5b1b4d4-7b6a-4a0e-9c0d-7f3c7d8a1b2c */
            request_id?: string;
            /** @description The tier of the result. */
            resolution?: string;
            /** @description The id in force, from `safety_identifier` or else from `user`. */
            safety_identifier?: string | null;
            /** @description openai: WIDTHxHEIGHT, for example 1536x864. */
            size?: string;
            /** @example pending */
            status?: string;
            svg_usage?: components["schemas"]["SvgUsage"];
            task_id?: string;
            usage?: components["schemas"]["Usage"];
        };
        /**
         * @description ezlink: The keys of the printed reply.
         *
         *     sub2api: The images of a synchronous request.
         */
        ImageResponse_B: {
            /** @enum {string} */
            background?: "auto" | "opaque" | "transparent";
            block_reason?: string | null;
            code?: components["schemas"]["SuccessCode"];
            /**
             * @description apigo, ezlink: Time in Unix seconds.
             *
             *     openai, sub2api: Unix time in seconds.
             */
            created?: number;
            created_at?: components["schemas"]["CreatedAt"];
            data?: components["schemas"]["Image"][] | {
                created?: number;
                id: string;
                model?: string;
                /** @enum {string} */
                object?: "image.generation.task";
                progress?: number;
                /** @enum {string} */
                status: "pending";
                task_info?: {
                    /** @description No page documents how to cancel a task. */
                    can_cancel?: boolean;
                    /** @description The expected duration in seconds. */
                    estimated_time?: number;
                };
                /** @enum {string} */
                type?: "image";
            } | string;
            id?: components["schemas"]["InputFidelity"];
            /** @example  */
            message?: string;
            /** @description Empty in every sample. */
            metadata?: Record<string, unknown>;
            model?: string;
            object?: components["schemas"]["TaskObject_B"];
            /** @enum {string} */
            output_format?: "gif" | "jpeg" | "png" | "svg" | "webp";
            progress?: components["schemas"]["Progress"];
            /** @enum {string} */
            quality?: "auto" | "hd" | "high" | "low" | "max" | "medium" | "standard" | "xhigh";
            /** @example e5b1b4d4-7b6a-4a0e-9c0d-7f3c7d8a1b2c */
            request_id?: string;
            resolution?: string;
            /** @description The id in force, from `safety_identifier` or else from `user`. */
            safety_identifier?: string | null;
            /** @description openai: WIDTHxHEIGHT, for example 1536x864. */
            size?: string;
            status?: "queued" | (string & {});
            svg_usage?: components["schemas"]["SvgUsage"];
            task_id?: string;
            usage?: components["schemas"]["Usage"];
        };
        ImageResponseDataB64: {
            /** @description The image in base64. */
            b64_json: string;
            /** @description The number of the image, from 0. */
            index: number;
            /** @enum {string} */
            type: "b64_json";
        };
        ImageResponseDataUrl: {
            /** @description The number of the image, from 0. */
            index: number;
            /** @enum {string} */
            type: "url";
            /** @description A link to the image. A download needs a User-Agent that is not empty. */
            url: string;
        };
        ImagesResponse: {
            /** @description Unix time in seconds. */
            created: number;
            data: components["schemas"]["ImageItem"][];
            usage?: components["schemas"]["gpt-best_Usage"];
        };
        /** @description A failure after the stream has begun. */
        ImageStreamError: {
            error: {
                code?: string | null;
                message?: string;
                param?: string | null;
                type?: string | null;
            };
            type?: string;
        };
        /** @description The data of one event. */
        ImageStreamEvent: components["schemas"]["ImageGenPartialImageEvent"] | components["schemas"]["ImageGenTextChunkEvent"] | components["schemas"]["ImageGenCompletedEvent"] | components["schemas"]["ImageGenStreamErrorEvent"];
        ImageSubmitResponse: {
            /** @example 1777080000 */
            created: number;
            /** @example [] */
            data: components["schemas"]["ImageData"][];
            /** @description The tier of the result. */
            resolution?: string;
            /** @example img_xxx */
            task_id: string;
        };
        /**
         * @description apigo: The keys of the printed reply.
         *
         *     openai: Tokens of a streamed request. Events carry no details of the output tokens.
         */
        ImagesUsage: {
            input_tokens?: number;
            input_tokens_details?: components["schemas"]["ImageTokensDetails"];
            output_tokens?: number;
            total_tokens?: number;
        };
        /** @description Tokens of a streamed request. Events carry no details of the output tokens. */
        ImagesUsage_B: {
            input_tokens: number;
            input_tokens_details: components["schemas"]["ImageTokensDetails_B"];
            output_tokens: number;
            total_tokens: number;
        };
        /** @description A task. It waits or is being worked on, or it has images, or it failed. */
        ImageTask: {
            /** @description The time at which the task ended, in Unix seconds. Only a completed task has this member. */
            completed_at?: number;
            created_at: components["schemas"]["CreatedAt"];
            error?: components["schemas"]["TaskError"];
            /** @description The time until which the links work, in Unix seconds. It is 86400 seconds after completed_at. */
            expires_at?: number;
            id: components["schemas"]["toapis_TaskId"];
            model: string;
            object: components["schemas"]["toapis_TaskObject"];
            progress: components["schemas"]["Progress"];
            result?: components["schemas"]["TaskResult"];
            /** @enum {string} */
            status: "queued" | "in_progress" | "completed" | "failed" | "submitted";
            /**
             * Format: uri
             * @description The image. The list of fields and the sample code have this member, the sample reply does not.
             */
            url?: string;
        };
        /** @description sub2api: A task. It waits or is being worked on, or it has images, or it failed. A task runs for at most 30 minutes. */
        ImageTask_B: {
            /** @example success */
            code?: string;
            /** @description The time at which the task ended, in Unix seconds. */
            completed_at?: number;
            conversation_id?: string;
            created?: number;
            created_at?: components["schemas"]["CreatedAt"];
            credit_cost?: number;
            data?: components["schemas"]["Task"];
            error?: components["schemas"]["ErrorObject_E"];
            expires_at?: components["schemas"]["ExpiresAt"];
            /** @description Unix time in seconds; 0 while the task runs. */
            finished_at?: number;
            /** @description The status that the synchronous route would have had. Absent while the task is being worked on. */
            http_status?: number;
            id?: components["schemas"]["TaskId"];
            /**
             * Format: uri
             * @description The url of the first image. Only a completed task has this member.
             */
            image_url?: string;
            message?: string;
            object?: components["schemas"]["TaskObject"];
            result?: components["schemas"]["sub2api_TaskResult"];
            /** @enum {string} */
            status?: "completed" | "dispatched" | "failed" | "processing" | "queued" | "running" | "success";
            task_id?: components["schemas"]["TaskId_B"];
        };
        ImageTask_C: {
            code?: components["schemas"]["SuccessCode_B"];
            /** @description Unix time in seconds; absent until the task ends. */
            completed_at?: number;
            /**
             * @description Unix time in seconds.
             * @example 1777080000
             */
            created_at?: number;
            data?: components["schemas"]["apimart_Task"];
            error?: {
                /** @example upstream_error */
                code: string;
                detail?: unknown;
                message: string;
            };
            error_code?: unknown;
            error_detail?: unknown;
            error_layer?: unknown;
            error_layer_label?: unknown;
            error_message?: string;
            error_msg?: string;
            fail_reason?: string;
            failed_reason?: string;
            failure_reason?: string;
            /** @example img_xxx */
            id?: string;
            message?: string;
            /**
             * @example image.task
             * @constant
             */
            object?: "image.task";
            /** @example 50 */
            progress?: number;
            provider_trace?: unknown;
            provider_trace_summary?: unknown;
            resolution?: string;
            result?: components["schemas"]["dimilinks_ImageResponse"];
            /** @enum {string} */
            status?: "queued" | "in_progress" | "succeeded" | "failed" | "pending";
            /** @example img_xxx */
            task_id?: string;
            timing?: unknown;
        };
        ImageTokensDetails: {
            /** @description Part of the text tokens. */
            cached_tokens?: number;
            image_tokens?: number;
            text_tokens?: number;
        } | null;
        ImageTokensDetails_B: {
            image_tokens: number;
            text_tokens: number;
        };
        /** @description An image as a link, a data URL or an uploaded file. */
        ImageUrl: {
            /** @description The id of an uploaded JPEG, PNG or WebP file, in place of url. */
            file_id?: string | null;
            /** @description Another name of url, for other clients. */
            image_url?: string;
            /**
             * @description Says that the image is a link.
             * @enum {string}
             */
            type?: "image_url";
            /** @description A public link or a data URL of a JPEG, PNG or WebP image. */
            url?: string;
        } & ({
            url: unknown;
        } | {
            image_url: unknown;
        } | {
            file_id: string;
        });
        /** @description Why the content filter refused the request. */
        InnerError: {
            /** @enum {string} */
            code?: "ResponsibleAIPolicyViolation";
            content_filter_results?: components["schemas"]["PromptFilterResults"];
            /** @description The prompt that was used, if it was changed. */
            revised_prompt?: string;
        };
        /**
         * @description apigo: Only gpt-image-1.
         *
         *     openai: How closely the input is kept, `low` by default. gpt-image-1.5 takes both, gpt-image-1-mini only `low`, gpt-image-2 neither.
         *
         *     toapis: The id of the task. The samples have ids of five forms.
         *
         *     together-ai: The id of the request.
         */
        InputFidelity: ("high" | "low") | ((string & {}) | null);
        /**
         * @description How closely the input is kept, `low` by default. gpt-image-1.5 takes both, gpt-image-1-mini only `low`, gpt-image-2 neither.
         * @enum {string|null}
         */
        InputFidelity_B: "high" | "low" | null;
        /**
         * @description An image as a link or in base64. The skill prefers a link.
         * @example https://images.example/lake.jpg
         */
        InputImage: string | null;
        /** @description A refusal of the check of the key. */
        KeyError: {
            /**
             * @example API_KEY_REQUIRED
             * @example INVALID_API_KEY
             * @example API_KEY_DISABLED
             * @example ACCESS_DENIED
             * @example INSUFFICIENT_BALANCE
             * @example USAGE_LIMIT_EXCEEDED
             * @example api_key_in_query_deprecated
             */
            code: string;
            message: string;
        };
        KeyResponse: {
            data: {
                byok_usage: number;
                byok_usage_daily: number;
                byok_usage_monthly: number;
                byok_usage_weekly: number;
                creator_user_id: string | null;
                /** Format: date-time */
                expires_at?: string | null;
                include_byok_in_limit: boolean;
                is_free_tier: boolean;
                is_management_key: boolean;
                /** @deprecated */
                is_provisioning_key: boolean;
                label: string;
                /** @description Credit limit of the key in dollars; null is no limit. */
                limit: number | null;
                /** @description What the limit leaves. */
                limit_remaining: number | null;
                /** @description When the limit starts again. */
                limit_reset: string | null;
                /** @deprecated */
                rate_limit: {
                    interval: string;
                    note: string;
                    requests: number;
                };
                usage: number;
                /** @description Since midnight UTC. */
                usage_daily: number;
                usage_monthly: number;
                /** @description Since Monday UTC. */
                usage_weekly: number;
            };
        };
        KontextRequest: {
            /**
             * @description Width to height, from 21:9 to 9:21.
             * @example 16:9
             */
            aspect_ratio?: string | null;
            input_image?: components["schemas"]["InputImage"];
            input_image_2?: components["schemas"]["InputImage"];
            input_image_3?: components["schemas"]["InputImage"];
            input_image_4?: components["schemas"]["InputImage"];
            /**
             * @description The format of the image.
             * @default png
             */
            output_format?: components["schemas"]["bfl_OutputFormat"];
            prompt: components["schemas"]["bfl_Prompt"];
            /**
             * @description Whether the prompt is rewritten.
             * @default false
             */
            prompt_upsampling?: boolean;
            safety_tolerance?: components["schemas"]["Tolerance6"];
            seed?: components["schemas"]["bfl_Seed"];
            webhook_secret?: components["schemas"]["WebhookSecret"];
            webhook_url?: components["schemas"]["WebhookUrl"];
        };
        /** @description The id and the links of a request. */
        Links: {
            /**
             * Format: uri
             * @description Where to cancel the request.
             */
            cancel_url?: string;
            /** @description The id of the request, a UUID in every sample. */
            request_id: string;
            /**
             * Format: uri
             * @description Where to get the result.
             */
            response_url: string;
            /**
             * Format: uri
             * @description Where to get the status.
             */
            status_url?: string;
        };
        ListFilesResponse: {
            data: components["schemas"]["File_C"][];
            pagination_token?: string | null;
        };
        ListImageGenerationModelsResponse: {
            models: components["schemas"]["ImageGenerationModel"][];
        };
        /** @description Lines of the runner, with logs=1. */
        Logs: {
            /** @enum {string} */
            level?: "STDERR" | "STDOUT" | "ERROR" | "INFO" | "WARN" | "DEBUG";
            message: string;
            /** @example USER */
            source?: string;
            /** Format: date-time */
            timestamp: string;
        }[] | null;
        /** @description Cost and tokens of a request. */
        MediaUsage: Record<string, unknown>;
        /** @description xai: Cost and tokens of a request. */
        MediaUsage_B: Record<string, unknown>;
        /** @description Cost and tokens of a request. */
        MediaUsage_C: {
            /**
             * Format: int64
             * @description Cost in ticks; a dollar has 10,000,000,000 ticks.
             * @example 200000000
             */
            cost_in_usd_ticks: number;
            /** @description The sum of the text and image tokens of the input. */
            input_tokens?: number | null;
            input_tokens_details?: {
                /** @description Part of the text tokens. */
                cached_tokens: number;
                image_tokens: number;
                text_tokens: number;
            } | null;
            /** @description The sum of the tokens of the rewritten prompt, of reasoning and of the images. */
            output_tokens?: number | null;
            output_tokens_details?: {
                image_tokens: number;
                reasoning_tokens: number;
                text_tokens: number;
            } | null;
            total_tokens?: number | null;
        };
        /** @description The envelope of the middleware. The request id is inside the message. */
        MiddlewareError: {
            error: {
                message: string;
                /** @example api_error */
                type: string;
            };
        };
        Model: {
            aliases?: string[];
            /** Format: int64 */
            context_length?: number;
            /**
             * @description openai: Unix time in seconds.
             *
             *     toapis: Unix time in seconds. Some models have a default of the gateway.
             *
             *     xai: Time in Unix seconds.
             */
            created?: number;
            id: string;
            /**
             * Format: int64
             * @description Price of an image. The sample has ticks.
             */
            image_price?: number;
            object?: "model" | (string & {});
            owned_by?: string;
            /**
             * Format: date
             * @description The day on which the model shuts down, null when none is announced.
             */
            shutdown_date?: string | null;
            supported_endpoint_types?: string[];
        };
        /** @description Errors of the model. */
        ModelError: {
            detail: components["schemas"]["ErrorDetail"][];
        };
        ModelInfo: {
            context_length?: number;
            /** @description Time in Unix seconds. */
            created: number;
            display_name?: string;
            id: string;
            license?: string;
            link?: string;
            /** @constant */
            object: "model";
            organization?: string;
            pricing?: {
                base: number;
                finetune: number;
                hourly: number;
                input: number;
                output: number;
            };
            /** @enum {string} */
            type: "chat" | "language" | "code" | "image" | "embedding" | "moderation" | "rerank";
        };
        ModelInfoList: components["schemas"]["ModelInfo"][];
        ModelList: components["schemas"]["ModelInfo"][] | {
            data: components["schemas"]["Model"][];
            object?: "list" | (string & {});
            success?: boolean;
        };
        ModelsListResponse: {
            data: {
                architecture: {
                    input_modalities?: string[];
                    output_modalities?: string[];
                };
                /** @description Time in Unix seconds. */
                created: number;
                id: string;
                name: string;
            }[];
        };
        NoStream: {
            /**
             * @description A task has one JSON result, so a stream is refused.
             * @enum {boolean}
             */
            stream?: false;
        };
        /**
         * @description How many images to make.
         * @default 1
         */
        NumImages: number;
        openai_Error: {
            code: string | null;
            message: string;
            /** @description The field at fault. */
            param: string | null;
            type: string;
        };
        openai_ErrorResponse: {
            error: components["schemas"]["openai_Error"];
        };
        openai_Image: {
            /** @description The image in base64. GPT image models always return this. */
            b64_json?: string;
            /** @description The prompt that was used, from legacy models only. */
            revised_prompt?: string;
            /** @description The URL of the image, only from legacy models. */
            url?: string;
        };
        /** @description The final image of a generation. */
        openai_ImageGenCompletedEvent: {
            /** @description The image in base64. */
            b64_json: string;
            /** @enum {string} */
            background: "transparent" | "opaque" | "auto";
            /** @description Unix time in seconds. */
            created_at: number;
            /** @enum {string} */
            output_format: "png" | "webp" | "jpeg";
            /** @enum {string} */
            quality: "low" | "medium" | "high" | "xhigh" | "max" | "auto";
            /** @description The id in force. */
            safety_identifier?: string | null;
            /** @description WIDTHxHEIGHT or `auto`. */
            size: string;
            /** @constant */
            type: "image_generation.completed";
            usage: components["schemas"]["ImagesUsage_B"];
        };
        /** @description A partial image of a generation. */
        openai_ImageGenPartialImageEvent: {
            /** @description The image in base64. */
            b64_json: string;
            /** @enum {string} */
            background: "transparent" | "opaque" | "auto";
            /** @description Unix time in seconds. */
            created_at: number;
            /** @enum {string} */
            output_format: "png" | "webp" | "jpeg";
            /** @description Counts from 0. */
            partial_image_index: number;
            /** @enum {string} */
            quality: "low" | "medium" | "high" | "xhigh" | "max" | "auto";
            /** @description WIDTHxHEIGHT or `auto`. */
            size: string;
            /** @constant */
            type: "image_generation.partial_image";
        };
        openai_ListModelsResponse: {
            data: components["schemas"]["openai_Model"][];
            /** @constant */
            object: "list";
        };
        openai_Model: {
            /** @description Unix time in seconds. */
            created: number;
            id: string;
            /** @constant */
            object: "model";
            owned_by: string;
            /**
             * Format: date
             * @description The day on which the model shuts down, null when none is announced.
             */
            shutdown_date?: string | null;
        };
        OpenAIError_B: {
            error: {
                code?: unknown;
                message: string;
                param?: unknown;
                type?: string;
            };
        };
        openrouter_ErrorResponse: {
            error: {
                /** @description Why no provider can serve the model. */
                availability?: {
                    affected_providers?: string[] | null;
                    /**
                     * @example model_not_found
                     * @example wrong_endpoint
                     * @example no_endpoints
                     * @example capacity_exhausted
                     */
                    code: string;
                    constraint?: {
                        detail: string;
                        field: string;
                    };
                    docs_url: string;
                    /** @description The filters that left no endpoint, such as max_price. */
                    excluded_by?: string[];
                    /** @description Other models to use. */
                    fallback_models?: string[];
                    requested_models: string[];
                    /** @description Seconds to wait. */
                    retry_after?: number | null;
                    retryable: boolean;
                };
                /** @description The status of the response. */
                code: number;
                message: string;
                /** @description More about the error; the members differ. */
                metadata?: {
                    /**
                     * @description The kind of error.
                     * @example rate_limit_exceeded
                     * @example content_policy_violation
                     * @example invalid_request
                     */
                    error_type?: string;
                    /** @description The flagged text, 100 characters at most. */
                    flagged_input?: string;
                    model_slug?: string;
                    /** @description What a guardrail has found in the prompt. */
                    patterns?: string[];
                    /** @description What the providers before the last one answered. */
                    previous_errors?: {
                        code?: string;
                        provider?: string;
                        status?: number;
                    }[];
                    /** @description The code that the provider gave; absent for status 500. */
                    provider_code?: string;
                    provider_name?: string;
                    /** @description Why moderation flagged the input. */
                    reasons?: string[];
                } | null;
            };
            /** @description How the gateway chose a provider, if the request asked for it. */
            openrouter_metadata?: Record<string, unknown> | null;
            user_id?: string | null;
        };
        /**
         * @description The format of the images.
         * @default png
         * @enum {string}
         */
        OutputFormat: "jpeg" | "png" | "webp";
        /** @description An unfinished image, with the members that the printed sample reads. */
        PartialEvent: {
            /** @description The image in base64. */
            b64_json: string;
            /** @description Counts from 0. */
            partial_image_index: number;
            /** @enum {string} */
            type: "image_generation.partial_image";
        };
        /**
         * @description apigo: How many previews a stream sends.
         *
         *     ezlink: Number of partial images in a stream. Passed on to the upstream.
         *
         *     openai: Number of partial images in a stream. With 0 there is one event with the final image; the final one may come before all the partial ones.
         *
         *     sub2api: Number of partial images in a stream.
         */
        PartialImages: number | null;
        /**
         * @description ezlink: Number of partial images in a stream. Passed on to the upstream.
         *
         *     openai: Number of partial images in a stream. With 0 there is one event with the final image; the final one may come before all the partial ones.
         *
         *     sub2api: Number of partial images in a stream.
         */
        PartialImages_B: number | null;
        PendingImageResponse: {
            request_id: string;
            /** @constant */
            status: "pending";
        };
        /** @description A refusal of the content check, in the form that only third parties show. */
        PolicyRefusal: {
            detail: {
                category?: string;
                /** @constant */
                error: "content_policy_violation";
                message?: string;
            };
        };
        PriceList: {
            auto_groups?: unknown;
            data: {
                max_n?: number;
                model_name?: string;
                model_price?: number;
                quota_type?: number;
                resolution?: string;
            }[];
            group_ratio?: {
                [key: string]: number;
            };
            pricing_version?: string;
            success: boolean;
            supported_endpoint?: unknown;
            usable_group?: unknown;
        };
        /** @description Percent. The failed task of the sample has 0. */
        Progress: number;
        /**
         * @description What to draw or what to change.
         * @example A small boat on a calm lake at dawn
         */
        Prompt: string;
        /**
         * @description Whether the prompt is rewritten at length.
         * @default false
         */
        PromptExpansion: boolean;
        /** @description The verdicts of the content filter on a prompt. */
        PromptFilterResults: components["schemas"]["ImageFilterResults"] & {
            custom_blocklists?: {
                details: {
                    filtered: boolean;
                    id: string;
                }[];
                filtered: boolean;
            };
            jailbreak?: components["schemas"]["DetectedResult"];
            profanity?: components["schemas"]["DetectedResult"];
        };
        /**
         * @description high, medium and low for GPT image models, hd and standard for DALL-E 3.
         * @default auto
         * @enum {string}
         */
        Quality: "auto" | "high" | "medium" | "low" | "hd" | "standard";
        QueueCancelRequest: {
            model: string;
            request_id: string;
        };
        QueueCancelResponse: {
            /** @enum {string} */
            status: "canceled" | "running" | "done" | "failed";
        };
        QueueError: {
            code?: string;
            message?: string;
            param?: string;
            /**
             * @description The kind of error.
             * @example invalid_request_error
             * @example not_found_error
             */
            type?: string;
        };
        QueueJobRequest: {
            /** @description Notes that the job keeps. */
            info?: {
                [key: string]: unknown;
            };
            /** @description The deployment. */
            model: string;
            /** @description The input of the deployment, in its own fields. */
            payload: {
                [key: string]: unknown;
            };
            /**
             * @description A higher number comes first.
             * @default 0
             */
            priority?: number;
        };
        QueueJobResponse: {
            error?: components["schemas"]["QueueError"];
            /** @description The id of the job. */
            requestId?: string;
        };
        QueueJobStatusResponse: {
            /** Format: date-time */
            claimed_at?: string;
            /** Format: date-time */
            created_at?: string;
            /**
             * Format: date-time
             * @description When the job was done or failed.
             */
            done_at?: string;
            info?: {
                [key: string]: unknown;
            };
            inputs?: {
                [key: string]: unknown;
            };
            model: string;
            /** @description The output of the deployment, in its own fields, once the job is done. */
            outputs?: {
                [key: string]: unknown;
            };
            priority?: number;
            request_id: string;
            /** @description How often the job ran again; after three the job fails. */
            retries?: number;
            /** @enum {string} */
            status: "pending" | "running" | "done" | "failed" | "canceled";
            warnings?: string[];
        };
        QueueMetricsResponse: {
            messages_running: number;
            messages_waiting: number;
            total_jobs: number;
        };
        /**
         * @description apimart: Reference images, as links or data URLs, of at most 20 MB each and 256 MB in all. The newest page of gpt-image-2 allows 15.
         *     Limit: at most 16 images.
         *     Limit: at most 20971520 bytes in an image.
         *
         *     dimilinks: Limit: at most 9 images.
         *     Limit: at most 20971520 bytes in an image.
         *
         *     ezlink: One or several reference images.
         *     Limit: at most 16 images.
         *
         *     gpt-best: One reference image, or several.
         *     Limit: at most 16 images; at most 1 image for the model dall-e-2.
         *     Limit: at most 26214400 bytes in an image; at most 4194304 bytes in an image for the model dall-e-2.
         *
         *     toapis: Another name of reference_images; it turns the request into an edit. At most 16 PNG or JPEG images of 50 MB each for GPT image models, 14 of 10 MB for Gemini, 5 of 10 MB for gpt-4o-image. The page of Gemini lists objects and sends texts.
         *     Limit: at most 16 images; at most 7 images for the model vidu-image; at most 5 images for the model grok-imagine-1.0*; at most 1 image for the model flux-kontext*; at most 8 images for the model flux-2*; at most 3 images for the model gemini-2.5*; at most 14 images for the model gemini-3*; at most 5 images for the model gpt-4o-image.
         *     Limit: at most 52428800 bytes in an image; at most 52428800 bytes in an image for the model vidu-image; at most 52428800 bytes in an image for the model grok-imagine-1.0*; at most 52428800 bytes in an image for the model flux-kontext*; at most 52428800 bytes in an image for the model flux-2*; at most 10485760 bytes in an image for the model gemini-2.5*; at most 10485760 bytes in an image for the model gemini-3*; at most 52428800 bytes in an image for the model gpt-4o-image.
         *
         *     together-ai: A link to one image to edit. FLUX.1 Kontext, FLUX.2 pro and FLUX.2 flex read this field.
         *     Limit: at most 8 images.
         */
        ReferenceImages: ({
            url?: string;
        } | string)[] | ({
            url?: string;
        } & {
            [key: string]: unknown;
        }) | string;
        ReferenceImages_B: string | (string | ({
            /** @description http(s) URL, data URL or bare base64. */
            url?: string;
        } & {
            [key: string]: unknown;
        }))[] | ({
            /** @description http(s) URL, data URL or bare base64. */
            url?: string;
        } & {
            [key: string]: unknown;
        });
        /**
         * @description dimilinks: Limit: at most 9 images.
         *     Limit: at most 20971520 bytes in an image.
         *
         *     toapis: Reference images as http or https links. Base64 text is refused.
         *     Limit: at most 16 images; at most 7 images for the model vidu-image; at most 5 images for the model grok-imagine-1.0*; at most 1 image for the model flux-kontext*; at most 8 images for the model flux-2*; at most 3 images for the model gemini-2.5*; at most 14 images for the model gemini-3*; at most 5 images for the model gpt-4o-image.
         *     Limit: at most 52428800 bytes in an image; at most 52428800 bytes in an image for the model vidu-image; at most 52428800 bytes in an image for the model grok-imagine-1.0*; at most 52428800 bytes in an image for the model flux-kontext*; at most 52428800 bytes in an image for the model flux-2*; at most 10485760 bytes in an image for the model gemini-2.5*; at most 10485760 bytes in an image for the model gemini-3*; at most 52428800 bytes in an image for the model gpt-4o-image.
         *
         *     together-ai: Links to images to work from. FLUX.2 and the models of Google read this field.
         *     Limit: at most 8 images.
         */
        ReferenceImages_C: (({
            url?: string;
        } & {
            [key: string]: unknown;
        }) | string)[] | ({
            url?: string;
        } & {
            [key: string]: unknown;
        }) | string;
        /** @description The envelope of the relay. An upstream error arrives as text inside message. */
        RelayError: {
            error: {
                /**
                 * @example api_error
                 * @example invalid_image_request
                 * @example parse_multipart_form_failed
                 * @example parse_form_failed
                 * @example invalid_request_json
                 * @example image_download_failed
                 * @example unsupported_model
                 * @example api_not_implemented
                 * @example failed to get image
                 * @example
                 */
                code: string;
                message: string;
                /** @description An empty string, never null. */
                param: string;
                /**
                 * @description api_error; invalid_request_error for an unknown URL.
                 * @example api_error
                 * @example invalid_request_error
                 */
                type: string;
            };
        };
        /** @description An error of the queue or of a runner. */
        RequestError: {
            /** @description What went wrong. */
            detail: string;
            error_type: components["schemas"]["ErrorType"];
        };
        /**
         * @description apimart: Has no effect, because results are links.
         *
         *     gpt-best: b64_json when absent, on the gpt-image-2 page.
         *
         *     openai: For the retired models only. GPT image models always answer base64.
         *
         *     sub2api: The form of the images in a synchronous response. Tasks always have links.
         *
         *     toapis: Results are links, so the pages advise url.
         *
         *     together-ai: Form of the images. The word is base64, although the member of the reply is b64_json.
         *
         *     xai: Form of the images, links or base64 text. A deferred request has links only.
         */
        ResponseFormat: ("b64_json" | "base64" | "url") | ((string & {}) | null);
        Result: {
            /** @description Seconds of work. */
            duration?: number;
            /** @description The time when the work ended. */
            end_time?: number;
            /** @description The prompt that was used. */
            prompt?: string;
            /**
             * Format: uri
             * @description The signed link to the image. It works for 10 minutes.
             */
            sample: string;
            /** @description The seed that was used. */
            seed?: number;
            /** @description The time when the work began. */
            start_time?: number;
        };
        /**
         * @description Whether the images are checked.
         * @default true
         */
        SafetyChecker: boolean;
        /** @description The same seed and input give the same image. A random one is used without it. */
        Seed: number | null;
        SeverityResult: {
            filtered: boolean;
            /** @enum {string} */
            severity: "safe" | "low" | "medium" | "high";
        };
        /** @description A word or a size in pixels. square_hd is 1024x1024, square 512x512, portrait_4_3 768x1024, portrait_16_9 576x1024, landscape_4_3 1024x768 and landscape_16_9 1024x576. */
        Size: ("square_hd" | "square" | "portrait_4_3" | "portrait_16_9" | "landscape_4_3" | "landscape_16_9") | {
            /** @description Limit: 512 to 2048. */
            height: number;
            /** @description Limit: 512 to 2048. */
            width: number;
        };
        StartDeferredResponse: {
            /**
             * @description The id to poll.
             * @example e5b1b4d4-7b6a-4a0e-9c0d-7f3c7d8a1b2c
             */
            request_id: string;
        };
        /** @description Stores the images as files of the team. */
        StorageOptions: {
            /**
             * Format: int64
             * @description Seconds until the file ends, 30 days at most. Without it the file has no end.
             */
            expires_after?: number | null;
            /** @description Name of the stored file. */
            filename: string;
            /** @description true, or an object with options, makes a public link of the file. */
            public_url?: (boolean | null) | {
                /**
                 * Format: int64
                 * @description Seconds until the link ends.
                 */
                expires_after?: number | null;
            };
        } | null;
        /**
         * @description true sends the images as events, only GPT image models.
         * @default false
         */
        Stream: boolean;
        /**
         * @description apigo, ezlink, sub2api: One event.
         *
         *     openai: One event of an edit.
         */
        StreamEvent: {
            b64_json?: string;
            background?: ("auto" | "opaque" | "transparent") | (string & {});
            created_at?: number;
            error?: components["schemas"]["ErrorObject_D"];
            output_format?: ("jpeg" | "png" | "webp") | (string & {});
            partial_image_index?: number;
            quality?: ("auto" | "high" | "low" | "max" | "medium" | "xhigh") | (string & {});
            safety_identifier?: string | null;
            size?: string;
            type?: ("image_edit.completed" | "image_edit.partial_image" | "image_generation.completed" | "image_generation.partial_image") | (string & {});
            usage?: components["schemas"]["ImagesUsage"];
        };
        /**
         * @description apigo, ezlink, sub2api: One event.
         *
         *     openai: One event of a generation.
         */
        StreamEvent_B: {
            b64_json?: string;
            background?: ("auto" | "opaque" | "transparent") | (string & {});
            created_at?: number;
            error?: components["schemas"]["ErrorObject_D"];
            output_format?: ("jpeg" | "png" | "webp") | (string & {});
            partial_image_index?: number;
            quality?: ("auto" | "high" | "low" | "max" | "medium" | "xhigh") | (string & {});
            safety_identifier?: string | null;
            size?: string;
            type?: ("image_edit.completed" | "image_edit.partial_image" | "image_generation.completed" | "image_generation.partial_image") | (string & {});
            usage?: components["schemas"]["ImagesUsage"];
        };
        /**
         * @description Only DALL-E 3.
         * @default vivid
         * @enum {string}
         */
        Style: "vivid" | "natural";
        sub2api_AnyError: components["schemas"]["sub2api_ErrorResponse"] | components["schemas"]["KeyError"];
        /** @description The body of the synchronous route, without a stream. */
        sub2api_AsyncGenerateRequest: components["schemas"]["sub2api_GenerateRequest"] & components["schemas"]["NoStream"];
        /** @description A completed image. */
        sub2api_CompletedEvent: {
            /** @description The image in base64. */
            b64_json: string;
            /** @description Unix time in seconds. */
            created_at?: number;
            /** @enum {string} */
            type: "image_generation.completed" | "image_edit.completed";
        };
        /** @description An edit as JSON. */
        sub2api_EditRequest: {
            background?: ("auto" | "transparent" | "opaque") | (string & {});
            /**
             * @description Images to edit.
             *     Limit: at most 16 images.
             */
            images: components["schemas"]["ImageInput_C"][];
            input_fidelity?: ("low" | "high") | (string & {});
            mask?: components["schemas"]["ImageInput_C"];
            /**
             * @description The model.
             * @default gpt-image-2
             */
            model?: "gpt-image-2" | (string & {});
            /**
             * @description Number of images.
             *     Limit: 1 to 10.
             * @default 1
             */
            n?: number;
            /** @description Compression of jpeg and webp, in percent. */
            output_compression?: number;
            output_format?: ("png" | "jpeg" | "webp") | (string & {});
            /** @description Number of partial images in a stream. */
            partial_images?: number;
            /** @description What to change. */
            prompt: string;
            quality?: ("auto" | "low" | "medium" | "high") | (string & {});
            /** @description The form of the images in a synchronous response. Tasks always have links. */
            response_format?: ("url" | "b64_json") | (string & {});
            /** @description The size of the images. */
            size?: ("auto" | "1024x1024" | "1536x1024") | (string & {});
            /**
             * @description Streams the images. Asynchronous routes refuse true.
             * @default false
             */
            stream?: boolean;
        };
        /** @description A failure after the stream has begun. */
        sub2api_ErrorEvent: {
            error: components["schemas"]["sub2api_ErrorObject"];
            type?: string;
        };
        /** @description An OpenAI-compatible error. */
        sub2api_ErrorObject: {
            code?: string | null;
            message: string;
            param?: string | null;
            /** @example api_error */
            type?: string;
        };
        sub2api_ErrorResponse: {
            error: components["schemas"]["sub2api_ErrorObject"];
        };
        /** @description The body that OpenAI's images API takes. The document prints model, prompt and size. */
        sub2api_GenerateRequest: {
            background?: ("auto" | "transparent" | "opaque") | (string & {});
            /**
             * @description The model.
             * @default gpt-image-2
             */
            model?: ("gpt-image-2" | "gpt-image-1") | (string & {});
            moderation?: ("auto" | "low") | (string & {});
            /**
             * @description Number of images.
             *     Limit: 1 to 10.
             * @default 1
             */
            n?: number;
            /** @description Compression of jpeg and webp, in percent. */
            output_compression?: number;
            output_format?: ("png" | "jpeg" | "webp") | (string & {});
            /** @description Number of partial images in a stream. */
            partial_images?: number;
            /** @description What to draw. */
            prompt: string;
            quality?: ("auto" | "low" | "medium" | "high") | (string & {});
            /** @description The form of the images in a synchronous response. Tasks always have links. */
            response_format?: ("url" | "b64_json") | (string & {});
            /** @description The size of the images. */
            size?: ("auto" | "1024x1024" | "1536x1024") | (string & {});
            /**
             * @description Streams the images. Asynchronous routes refuse true.
             * @default false
             */
            stream?: boolean;
            style?: ("vivid" | "natural") | (string & {});
        };
        /** @description An image, as url or as b64_json. */
        sub2api_Image: {
            /** @description The image in base64. Results of tasks do not have this member. */
            b64_json?: string;
            /**
             * Format: uri
             * @description A link to the image.
             */
            url?: string;
        };
        /** @description A partial image. */
        sub2api_PartialEvent: {
            /** @description The image in base64. */
            b64_json: string;
            /** @description Unix time in seconds. */
            created_at?: number;
            /** @description Counts from 0. */
            partial_image_index: number;
            /** @enum {string} */
            type: "image_generation.partial_image" | "image_edit.partial_image";
        };
        /** @description One event. */
        sub2api_StreamEvent: components["schemas"]["sub2api_PartialEvent"] | components["schemas"]["sub2api_CompletedEvent"] | components["schemas"]["sub2api_ErrorEvent"];
        /** @description The body of the synchronous route, with a link in place of each base64 text. */
        sub2api_TaskResult: {
            /** @description Unix time in seconds. */
            created: number;
            data: {
                /**
                 * Format: uri
                 * @description A link to the object storage.
                 */
                url: string;
            }[];
        };
        SubmitBare: {
            id?: string;
            /** @example pending */
            status?: string;
            /** @example 3dad96708a77485e97ac7ef652796d7b */
            task_id: string;
        };
        SubmitEnvelope: {
            /** @example success */
            code: string;
            /** @description The task id. */
            data: string;
            /** @example  */
            message: string;
        };
        /** @description The accepted request. */
        SubmitResponse: components["schemas"]["Links"] & {
            cancel_url: unknown;
            /** @description Only with fal_webhook. The id of the last try; it differs from request_id if the request failed and was tried again. */
            gateway_request_id?: string;
            /** @description How many requests are before this one. */
            queue_position?: number;
            /**
             * @description The request waits.
             * @constant
             */
            status?: "IN_QUEUE";
            status_url: unknown;
        };
        SubmittedItem: {
            /**
             * @description The word of a submit. Polls use other words.
             * @enum {string}
             */
            status: "submitted";
            /** @description The id of the task. */
            task_id: string;
        };
        /** @description The accepted task as the older page of gpt-4o-image shows it. */
        SubmittedObject: {
            /** @description The time of the submit, in Unix seconds. */
            created?: number;
            /** @description The id of the task. */
            id: string;
            model?: string;
            /** @enum {string} */
            object?: "image.generation.task";
            progress?: number;
            /** @enum {string} */
            status: "pending";
            task_info?: {
                /** @description No page documents how to cancel a task. */
                can_cancel?: boolean;
                /** @description The expected duration in seconds. */
                estimated_time?: number;
            };
            /** @enum {string} */
            type?: "image";
        };
        /** @description A task that was accepted. */
        SubmittedTask: {
            created_at: components["schemas"]["CreatedAt"];
            expires_at: components["schemas"]["ExpiresAt"];
            id: components["schemas"]["TaskId"];
            object: components["schemas"]["TaskObject"];
            /**
             * Format: uri-reference
             * @description The path of the poll, relative to the host.
             */
            poll_url: string;
            /** @enum {string} */
            status: "processing";
            task_id: components["schemas"]["TaskId"];
        };
        /** @description apimart: Repeats the HTTP status. */
        SuccessCode: components["schemas"]["SuccessCode_B"] | string;
        /**
         * @description Repeats the HTTP status.
         * @enum {integer}
         */
        SuccessCode_B: 200;
        /** @description What each field of a request accepts; a field that is absent is not supported. */
        SupportedParameters: {
            [key: string]: {
                /** @enum {string} */
                type: "enum";
                values: string[];
            } | {
                max: number;
                min: number;
                /** @enum {string} */
                type: "range";
            } | {
                /** @enum {string} */
                type: "boolean";
            };
        };
        /** @description Tokens of the model that wrote the SVG. */
        SvgUsage: {
            input_tokens: number;
            model: string;
            output_tokens: number;
            reasoning_tokens: number;
            total_tokens: number;
        };
        /**
         * @description true puts each image into url as a data URL, and keeps the output out of the history.
         * @default false
         */
        SyncMode: boolean;
        Task: components["schemas"]["ImageData"][] | {
            data?: components["schemas"]["gpt-best_TaskResult"] | null;
            fail_reason?: string;
            /** @example 60% */
            progress?: string;
            result_url?: string;
            /** @enum {string} */
            status: "NOT_START" | "IN_PROGRESS" | "SUCCESS" | "FAILURE";
            task_id: string;
        };
        /** @description A task to poll. */
        TaskCreated: {
            /** @description The price of the request in credits. */
            cost?: number | null;
            /** @description The id of the task. */
            id: string;
            /** @description Megapixels of the input images with two decimal places. */
            input_mp?: number | null;
            /** @description Megapixels of the image with two decimal places. */
            output_mp?: number | null;
            /**
             * Format: uri
             * @description The link to poll. It may be on another host.
             */
            polling_url: string;
        };
        TaskError: {
            /** @example generation_failed */
            code: string;
            message: string;
        };
        TaskEvent: {
            /** @enum {string} */
            api_version: "v1";
            /** @description The time of the event, in Unix seconds. */
            created_at: number;
            data: {
                /** @description The id that the request had. */
                client_business_id?: string;
                error: components["schemas"]["TaskError"] | null;
                /** @description The time at which the task ended, in Unix seconds. */
                finished_at: number;
                model?: string;
                /** @description Percent as a text, where a poll has a number. */
                progress: string;
                /** @description The result of the poll, a message for a test, or null after a failure. */
                result: components["schemas"]["TaskResult"] | ({
                    message: string;
                } | null);
                /**
                 * @description Other words than those of a poll.
                 * @enum {string}
                 */
                status: "SUCCESS" | "FAILURE";
                /** @description The time of the submit, in Unix seconds. */
                submitted_at: number;
                task_id: string;
                /** @enum {string} */
                task_type: "image" | "video";
            };
            /** @description The id of the event. */
            id: string;
            /** @enum {string} */
            type: "generation.completed" | "generation.failed" | "endpoint.test";
        };
        /** @description The id of the task. */
        TaskId: string;
        /** @description sub2api: The id of the task. */
        TaskId_B: string;
        /** @enum {string} */
        TaskObject: "image.generation.task";
        /** @enum {string} */
        TaskObject_B: "generation.task" | "list";
        TaskResult: {
            data: {
                /** @description The place of a layer. */
                bounding_box?: Record<string, unknown>;
                /** @description The contents of a layer. */
                description?: string;
                /** @description The name of a layer. */
                name?: string;
                /** @description The format of a layer. */
                output_format?: string;
                /** @description The size of a layer in pixels. */
                size?: string;
                /**
                 * Format: uri
                 * @description A link that works for 24 hours.
                 */
                url: string;
                /** @description The order of a layer. */
                z_index?: number;
            }[];
            /** @enum {string} */
            type: "image";
        };
        TaskState: {
            /** @description More about the state. */
            details?: {
                /** @description Why the input or the image was refused. */
                "Moderation Reasons"?: string[];
            } | null;
            /** @description The id of the task. */
            id: string;
            /** @description An unfinished image. No page shows its form. */
            preview?: Record<string, unknown> | null;
            /** @description How far the task is. No page says which numbers. */
            progress?: number | null;
            /** @description The result of a task that is Ready; null or absent otherwise. */
            result?: components["schemas"]["Result"] | null;
            status: components["schemas"]["TaskStatus"];
        };
        /**
         * @description Pending while the task waits or runs; Ready with an image; Request Moderated if the input was refused; Content Moderated if the image was refused; Error after a failure; Task not found for an unknown task. Refused tasks cost nothing.
         * @enum {string}
         */
        TaskStatus: "Task not found" | "Pending" | "Request Moderated" | "Content Moderated" | "Ready" | "Error";
        toapis_Balance: {
            /** @description Credits for each US dollar. 200 at present. */
            credits_per_usd: number;
            /** @description The balance that is left, or -1 without a limit. The unit (dollar, yuan or tokens) depends on the site. */
            remain_balance: number;
            /** @description The credits that are left. */
            remain_credits: number;
            /** @enum {boolean} */
            success: true;
            /** @description true means that there is no limit. */
            unlimited_quota: boolean;
            /** @description The balance that was used, in the same unit. */
            used_balance: number;
            /** @description The credits that were used. */
            used_credits: number;
        };
        toapis_BalanceReply: components["schemas"]["toapis_Balance"] | components["schemas"]["Failure"];
        toapis_ModelList: {
            data: {
                /** @description Unix time in seconds. Some models have a default of the gateway. */
                created: number;
                id: string;
                /** @enum {string} */
                object: "model";
                owned_by: string;
                supported_endpoint_types: string[];
            }[];
            /** @enum {string} */
            object: "list";
            success: boolean;
        };
        /**
         * @description The id of the task. The samples have ids of five forms.
         * @example task_img_abc123def456
         * @example tsk_img_01KPTXXXXXXXXXXXXXXX
         * @example img_5b8b19afe5c24ab3a92df996f1a33931
         * @example task_01KA040M0HP1GJWBJYZMKX1XS1
         * @example tsk_01abcdef
         */
        toapis_TaskId: string;
        /** @enum {string} */
        toapis_TaskObject: "generation.task";
        Token: {
            credits_per_usd?: number;
            data: {
                /** @description Unix time in seconds. */
                accessed_time?: number;
                /** @description Unix time in seconds. */
                created_time?: number;
                cross_group_retry?: boolean;
                daily_credits?: number;
                /** @description Unix time in seconds, or -1 for no end. */
                expired_time?: number;
                group?: string;
                id: number;
                /** @description The key without its prefix sk-. */
                key: string;
                model_limits?: string;
                model_limits_enabled?: boolean;
                monthly_credits?: number;
                name: string;
                remain_credits?: number;
                remain_quota?: number;
                /**
                 * @description 1 is enabled, 2 disabled, 3 expired, 4 used up.
                 * @enum {integer}
                 */
                status: 1 | 2 | 3 | 4;
                unlimited_quota?: boolean;
                used_credits?: number;
                used_quota?: number;
                user_id?: number;
            };
            message?: string;
            /** @enum {boolean} */
            success: true;
        };
        TokenReply: components["schemas"]["Token"] | components["schemas"]["Failure"];
        TokenRequest: {
            /**
             * @description The quota of a day in credits.
             * @default 0
             */
            daily_credits?: number;
            /**
             * @description The end of the key in Unix seconds, or -1 for no end.
             * @default -1
             */
            expired_time?: number;
            /**
             * @description The group of the key.
             * @default
             */
            group?: string;
            /**
             * @description Ids of models, separated by commas.
             * @default
             */
            model_limits?: string;
            /**
             * @description true limits the key to model_limits.
             * @default false
             */
            model_limits_enabled?: boolean;
            /**
             * @description The quota of a month in credits.
             * @default 0
             */
            monthly_credits?: number;
            /** @description The name of the key. */
            name: string;
            /**
             * @description The quota of the key in credits, 200 for each US dollar. It goes before remain_quota.
             * @default 0
             */
            remain_credits?: number;
            /**
             * @description The quota of the key, 500000 for each US dollar.
             * @default 0
             */
            remain_quota?: number;
            /**
             * @description true means that there is no limit.
             * @default false
             */
            unlimited_quota?: boolean;
        };
        /**
         * @description From 0, the strictest check of input and output, to 5.
         * @default 2
         */
        Tolerance5: number;
        /**
         * @description From 0, the strictest check of input and output, to 6.
         * @default 2
         */
        Tolerance6: number;
        UltraRequest: {
            /**
             * @description Width to height, from 21:9 to 9:21.
             * @default 16:9
             */
            aspect_ratio?: components["schemas"]["AspectRatio"];
            /** @description An image in base64 to take as a prompt. */
            image_prompt?: string | null;
            /**
             * @description How much the image counts against the prompt.
             * @default 0.1
             */
            image_prompt_strength?: number;
            /**
             * @description The format of the image.
             * @default jpeg
             */
            output_format?: components["schemas"]["bfl_OutputFormat"];
            /**
             * @description What to draw.
             * @default
             */
            prompt?: string | null;
            /**
             * @description Whether the prompt is rewritten.
             * @default false
             */
            prompt_upsampling?: boolean;
            /**
             * @description Whether the image is less processed.
             * @default false
             */
            raw?: boolean;
            safety_tolerance?: components["schemas"]["Tolerance6"];
            seed?: components["schemas"]["bfl_Seed"];
            webhook_secret?: components["schemas"]["WebhookSecret"];
            webhook_url?: components["schemas"]["WebhookUrl"];
        };
        /** @description The status of a request that waits or runs. */
        UnfinishedStatus: components["schemas"]["Links"] & {
            logs?: components["schemas"]["Logs"];
            /** @description How many requests are before this one. Only with IN_QUEUE. */
            queue_position?: number;
            /**
             * @description IN_QUEUE until a runner has the request, then IN_PROGRESS.
             * @enum {string}
             */
            status: "IN_QUEUE" | "IN_PROGRESS";
        };
        Upload: {
            /** @description The size of the file. */
            bytes?: number;
            /** @enum {string} */
            content_type?: "image/jpeg" | "image/png" | "image/webp" | "image/gif";
            /** @description The time of the upload, in Unix seconds. */
            created_at?: number;
            data?: {
                /** @description The id of the upload. */
                id: string;
                /** @enum {string} */
                mime_type: "image/jpeg" | "image/png" | "image/webp" | "image/gif";
                /** @description The size of the file in bytes. */
                size: number;
                /**
                 * Format: uri
                 * @description A public link.
                 */
                url: string;
            };
            /** @description The name of the uploaded file. */
            filename?: string;
            message?: string;
            /** @enum {boolean} */
            success?: true;
            /**
             * Format: uri
             * @description A public link that works for 72 hours.
             */
            url?: string;
        };
        /**
         * @description apigo: The keys of the printed reply.
         *
         *     openai: Tokens of the request (GPT image models).
         */
        Usage: Record<string, unknown> | null;
        /**
         * @description An id of the end user.
         * @example user123456
         */
        User: string;
        ValidationErrors: {
            detail: {
                /** @description The path to the field at fault. */
                loc: (number | string)[];
                /** @description What is wrong. */
                msg: string;
                /** @description The kind of error. */
                type: string;
            }[];
        };
        /** @description The secret that signs the call. Every request has its own. */
        WebhookSecret: string | null;
        /** @description A task that reports its end. It has no polling_url. */
        WebhookTaskCreated: {
            /** @description The price of the request in credits. */
            cost?: number | null;
            /** @description The id of the task. */
            id: string;
            /** @description Megapixels of the input images with two decimal places. */
            input_mp?: number | null;
            /** @description Megapixels of the image with two decimal places. */
            output_mp?: number | null;
            /** @description The state of the task. No page lists the words here. */
            status: string;
            /**
             * Format: uri
             * @description The URL of the request.
             */
            webhook_url: string;
        };
        /**
         * Format: uri
         * @description The URL that is called when the task has ended. HTTPS only.
         */
        WebhookUrl: string | null;
        xai_ErrorResponse: {
            /** @description The kind of error in words. */
            code?: string;
            /** @description What went wrong. */
            error: string;
            usage?: components["schemas"]["MediaUsage_C"];
        };
        /** @description An image, as url or as b64_json. */
        xai_GeneratedImage: {
            /** @description The image in base64, without the prefix of a data URL. */
            b64_json?: string | null;
            file_output?: components["schemas"]["FileOutput"] | null;
            /**
             * @description Format of the image, JPEG unless the quality gives PNG.
             * @example image/jpeg
             * @example image/png
             * @example image/webp
             */
            mime_type?: string | null;
            /** @description false if moderation kept the image back; the image then has no url and no b64_json. */
            respect_moderation?: boolean;
            /** @description The prompt after rewriting; empty in new replies. */
            revised_prompt?: string | null;
            /** @description Why the image could not be stored. */
            storage_error?: string | null;
            /** @description A link to the image. It is temporary. */
            url?: string | null;
        };
        /** @description Where the gateway puts the images, in place of its own host; the url of an image is then the link that was given. It needs the response format url, and a team without data retention needs it for deferred. */
        xai_ImageOutput: {
            /** @description Signed links to which the gateway sends each image with PUT, as many as n. The Content-Type is the mime_type of the image. */
            upload_urls: string[];
        } | null;
        xai_ListModelsResponse: {
            data: components["schemas"]["xai_Model"][];
            /** @constant */
            object: "list";
        };
        xai_Model: {
            aliases?: string[];
            /** Format: int64 */
            context_length?: number;
            /**
             * Format: int64
             * @description Time in Unix seconds.
             */
            created: number;
            id: string;
            /**
             * Format: int64
             * @description Price of an image. The sample has ticks.
             */
            image_price?: number;
            /** @constant */
            object: "model";
            owned_by: string;
        };
        /**
         * @description Form of the images, links or base64 text. A deferred request has links only.
         * @default url
         * @enum {string|null}
         */
        xai_ResponseFormat: "url" | "b64_json" | null;
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    generateWithFlux2: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The model. The published text has a path for each.
                 * @example flux-2-pro
                 */
                model: "flux-2-pro" | "flux-2-pro-preview" | "flux-2-max" | "flux-2-flex" | "flux-2-klein-4b" | "flux-2-klein-9b" | "flux-2-klein-9b-preview";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Flux2Request"];
            };
        };
        responses: {
            /** @description The task. With webhook_url the reply has a state and the webhook in place of polling_url. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskCreated"] | components["schemas"]["WebhookTaskCreated"];
                };
            };
            /** @description The request is malformed. No page shows the body. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
            /** @description The account has not enough credits. The errors page shows no body. */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "insufficient_credits",
                     *       "message": "Your account does not have enough credits"
                     *     }
                     */
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
            /** @description The key is missing or wrong, or lacks access. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "Not authenticated - Invalid Authentication"
                     *     }
                     */
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
            /** @description A field is missing or has a wrong value. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": [
                     *         {
                     *           "loc": [
                     *             "body",
                     *             "safety_tolerance"
                     *           ],
                     *           "msg": "Input should be less than or equal to 5",
                     *           "type": "less_than_equal"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ValidationErrors"];
                };
            };
            /** @description The account has 24 active tasks already, or 6 of flux-kontext-max. A new one is accepted when one has ended. */
            429: {
                headers: {
                    /** @description Seconds to wait. Only BFL's skill has it. */
                    "retry-after"?: number;
                    /** @description How many tasks may be active. Only BFL's skill has it. */
                    "x-ratelimit-limit"?: number;
                    /** @description How many tasks are left. Only BFL's skill has it. */
                    "x-ratelimit-remaining"?: number;
                    /** @description When tasks are left again, in Unix seconds. Only BFL's skill has it. */
                    "x-ratelimit-reset"?: number;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "rate_limit_exceeded",
                     *       "message": "Too many concurrent requests",
                     *       "retry_after": 5
                     *     }
                     */
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
            /** @description The service failed; a later request may succeed. No page shows the body. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
            /** @description The service failed; a later request may succeed. No page shows the body. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
            /** @description Any other error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
        };
    };
    createAccountToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "My new token",
                 *       "expired_time": -1,
                 *       "remain_credits": 200,
                 *       "unlimited_quota": false
                 *     }
                 */
                "application/json": components["schemas"]["TokenRequest"];
            };
        };
        responses: {
            /** @description The key. A failure is a 200 too, with success false. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": false,
                     *       "message": "令牌名称过长"
                     *     }
                     */
                    "application/json": components["schemas"]["TokenReply"];
                };
            };
            /** @description The key is missing or wrong. The pages do not tell the two apart. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Too many requests to a route that is not about tasks. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 429,
                     *         "message": "Too many requests, please try again later",
                     *         "type": "rate_limit_error"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Any other error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": "internal_error",
                     *         "message": "Internal server error"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["AnyError"];
                };
            };
        };
    };
    listPrices: {
        parameters: {
            query?: never;
            header?: {
                /** @description Echoed in the response. */
                "X-Request-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Prices by model and group; cost is model_price x group_ratio x n */
            200: {
                headers: {
                    /** @description The id of the request, echoed or generated. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "pricing_version": "example",
                     *       "group_ratio": {
                     *         "default": 1
                     *       },
                     *       "usable_group": {
                     *         "default": "default"
                     *       },
                     *       "auto_groups": [
                     *         "default"
                     *       ],
                     *       "supported_endpoint": {},
                     *       "data": [
                     *         {
                     *           "model_name": "gpt-image-2",
                     *           "quota_type": 1,
                     *           "resolution": "1k",
                     *           "model_price": 0.08,
                     *           "max_n": 1
                     *         },
                     *         {
                     *           "model_name": "gpt-image-2",
                     *           "quota_type": 1,
                     *           "resolution": "2k",
                     *           "model_price": 0.15,
                     *           "max_n": 4
                     *         },
                     *         {
                     *           "model_name": "gpt-image-2",
                     *           "quota_type": 1,
                     *           "resolution": "4k",
                     *           "model_price": 0.3,
                     *           "max_n": 4
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["PriceList"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    /** @description The id of the request, echoed or generated. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["dimilinks_ErrorResponse"];
                };
            };
            /** @description The request is not valid */
            401: {
                headers: {
                    /** @description The id of the request, echoed or generated. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["dimilinks_ErrorResponse"];
                };
            };
            /** @description The request is not valid */
            402: {
                headers: {
                    /** @description The id of the request, echoed or generated. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["dimilinks_ErrorResponse"];
                };
            };
            /** @description The request is not valid */
            403: {
                headers: {
                    /** @description The id of the request, echoed or generated. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["dimilinks_ErrorResponse"];
                };
            };
            /** @description The request is not valid */
            404: {
                headers: {
                    /** @description The id of the request, echoed or generated. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["dimilinks_ErrorResponse"];
                };
            };
            /** @description The request is not valid */
            405: {
                headers: {
                    /** @description The id of the request, echoed or generated. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["dimilinks_ErrorResponse"];
                };
            };
            /** @description The request is not valid */
            409: {
                headers: {
                    /** @description The id of the request, echoed or generated. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["dimilinks_ErrorResponse"];
                };
            };
            /** @description The request is not valid */
            413: {
                headers: {
                    /** @description The id of the request, echoed or generated. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["dimilinks_ErrorResponse"];
                };
            };
            /** @description The request is not valid */
            415: {
                headers: {
                    /** @description The id of the request, echoed or generated. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["dimilinks_ErrorResponse"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    /** @description The id of the request, echoed or generated. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["dimilinks_ErrorResponse"];
                };
            };
            /** @description The request is not valid */
            429: {
                headers: {
                    /** @description The id of the request, echoed or generated. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["dimilinks_ErrorResponse"];
                };
            };
            /** @description Any other error: 402 insufficient_balance, 404 not_found, 413, 415, 500 internal_error or billing_error, 502 or 503 upstream_error or service_unavailable */
            default: {
                headers: {
                    /** @description The id of the request, echoed or generated. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["dimilinks_ErrorResponse"];
                };
            };
        };
    };
    sendChatCompletionRequest: {
        parameters: {
            query?: never;
            header?: {
                /** @description The address of the calling site, which the rankings of the gateway show. */
                "HTTP-Referer"?: string;
                /** @description The name of the calling site, which the rankings of the gateway show. */
                "X-OpenRouter-Title"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "model": "google/gemini-2.5-flash-image",
                 *       "messages": [
                 *         {
                 *           "role": "user",
                 *           "content": "Draw a red panda astronaut."
                 *         }
                 *       ],
                 *       "modalities": [
                 *         "image",
                 *         "text"
                 *       ],
                 *       "image_config": {
                 *         "aspect_ratio": "16:9"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ChatRequest"];
            };
        };
        responses: {
            /** @description The answer. A model may answer in words alone, without images. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "gen-1748372400-abc123",
                     *       "object": "chat.completion",
                     *       "created": 1748372400,
                     *       "model": "google/gemini-2.5-flash-image",
                     *       "system_fingerprint": null,
                     *       "choices": [
                     *         {
                     *           "index": 0,
                     *           "finish_reason": "stop",
                     *           "message": {
                     *             "role": "assistant",
                     *             "content": "Here is the picture.",
                     *             "images": [
                     *               {
                     *                 "image_url": {
                     *                   "url": "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
                     *                 }
                     *               }
                     *             ]
                     *           }
                     *         }
                     *       ],
                     *       "usage": {
                     *         "prompt_tokens": 10,
                     *         "completion_tokens": 1290,
                     *         "total_tokens": 1300,
                     *         "cost": 0.039
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ChatResult"];
                };
            };
            /** @description A parameter is missing or not valid, the model is unknown, or a filter refuses the content. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["openrouter_ErrorResponse"];
                };
            };
            /** @description The key is missing, wrong or disabled. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 401,
                     *         "message": "Missing Authentication header"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["openrouter_ErrorResponse"];
                };
            };
            /** @description The account or the key has no credit left. */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 402,
                     *         "message": "Insufficient credits. Add more using https://openrouter.ai/credits"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["openrouter_ErrorResponse"];
                };
            };
            /** @description The key may not do this, or a guardrail or moderation stops the request. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["openrouter_ErrorResponse"];
                };
            };
            /** @description No model, endpoint or image has this name. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 404,
                     *         "message": "Resource not found"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["openrouter_ErrorResponse"];
                };
            };
            /** @description The request has taken too long. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 408,
                     *         "message": "Request timed out"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["openrouter_ErrorResponse"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 413,
                     *         "message": "Request payload too large"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["openrouter_ErrorResponse"];
                };
            };
            /** @description The gateway or the provider limits the rate. */
            429: {
                headers: {
                    /** @description Seconds to wait. The header may be absent. */
                    "retry-after"?: number;
                    /** @description The limit that the request hit. Only a refusal by the gateway itself has this header. */
                    "x-ratelimit-limit"?: number;
                    /** @description What the limit leaves. Only a refusal by the gateway itself has this header. */
                    "x-ratelimit-remaining"?: number;
                    /** @description The time at which the limit starts again. The pages do not give its unit. */
                    "x-ratelimit-reset"?: number;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 429,
                     *         "message": "Rate limit exceeded",
                     *         "metadata": {
                     *           "error_type": "rate_limit_exceeded"
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["openrouter_ErrorResponse"];
                };
            };
            /** @description The gateway has failed. The message is general on purpose. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 500,
                     *         "message": "Internal Server Error"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["openrouter_ErrorResponse"];
                };
            };
            /** @description The provider has failed, or the generation was not completed. Nothing is charged. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 502,
                     *         "message": "Provider returned error"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["openrouter_ErrorResponse"];
                };
            };
            /** @description No provider can take the request. */
            503: {
                headers: {
                    /** @description Seconds to wait. The header may be absent. */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 503,
                     *         "message": "No provider is available"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["openrouter_ErrorResponse"];
                };
            };
            /** @description The edge network has ended a request that took too long. */
            524: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 524,
                     *         "message": "Request timed out. Please try again later."
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["openrouter_ErrorResponse"];
                };
            };
            /** @description The provider is overloaded. */
            529: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 529,
                     *         "message": "Provider returned error"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["openrouter_ErrorResponse"];
                };
            };
            /** @description Any other error, such as 405, 412 or 422. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 422,
                     *         "message": "The request cannot be processed"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["openrouter_ErrorResponse"];
                };
            };
        };
    };
    getCredits: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The credit that the account has bought and used. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "total_credits": 100.5,
                     *         "total_usage": 25.75
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["CreditsResponse"];
                };
            };
            /** @description The key is missing, wrong or disabled. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 401,
                     *         "message": "Missing Authentication header"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["openrouter_ErrorResponse"];
                };
            };
            /** @description The key may not do this, or a guardrail or moderation stops the request. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["openrouter_ErrorResponse"];
                };
            };
            /** @description The gateway has failed. The message is general on purpose. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 500,
                     *         "message": "Internal Server Error"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["openrouter_ErrorResponse"];
                };
            };
            /** @description Any other error, such as 405, 412 or 422. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 422,
                     *         "message": "The request cannot be processed"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["openrouter_ErrorResponse"];
                };
            };
        };
    };
    createImages: {
        parameters: {
            query?: never;
            header?: {
                /** @description The address of the calling site, which the rankings of the gateway show. */
                "HTTP-Referer"?: string;
                /** @description The name of the calling site, which the rankings of the gateway show. */
                "X-OpenRouter-Title"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImageGenerationRequest"];
            };
        };
        responses: {
            /** @description The images, or a stream of events if the model can stream. The data after the last event is [DONE]. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "created": 1748372400,
                     *       "data": [
                     *         {
                     *           "b64_json": "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
                     *           "media_type": "image/png"
                     *         }
                     *       ],
                     *       "usage": {
                     *         "prompt_tokens": 0,
                     *         "completion_tokens": 4175,
                     *         "total_tokens": 4175,
                     *         "cost": 0.04
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ImageGenerationResponse"];
                    "text/event-stream": components["schemas"]["ImageStreamEvent"];
                };
            };
            /** @description A parameter is missing or not valid, the model is unknown, or a filter refuses the content. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["openrouter_ErrorResponse"];
                };
            };
            /** @description The key is missing, wrong or disabled. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 401,
                     *         "message": "Missing Authentication header"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["openrouter_ErrorResponse"];
                };
            };
            /** @description The account or the key has no credit left. */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 402,
                     *         "message": "Insufficient credits. Add more using https://openrouter.ai/credits"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["openrouter_ErrorResponse"];
                };
            };
            /** @description The key may not do this, or a guardrail or moderation stops the request. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["openrouter_ErrorResponse"];
                };
            };
            /** @description No model, endpoint or image has this name. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 404,
                     *         "message": "Resource not found"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["openrouter_ErrorResponse"];
                };
            };
            /** @description The request has taken too long. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 408,
                     *         "message": "Request timed out"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["openrouter_ErrorResponse"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 413,
                     *         "message": "Request payload too large"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["openrouter_ErrorResponse"];
                };
            };
            /** @description The gateway or the provider limits the rate. */
            429: {
                headers: {
                    /** @description Seconds to wait. The header may be absent. */
                    "retry-after"?: number;
                    /** @description The limit that the request hit. Only a refusal by the gateway itself has this header. */
                    "x-ratelimit-limit"?: number;
                    /** @description What the limit leaves. Only a refusal by the gateway itself has this header. */
                    "x-ratelimit-remaining"?: number;
                    /** @description The time at which the limit starts again. The pages do not give its unit. */
                    "x-ratelimit-reset"?: number;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 429,
                     *         "message": "Rate limit exceeded",
                     *         "metadata": {
                     *           "error_type": "rate_limit_exceeded"
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["openrouter_ErrorResponse"];
                };
            };
            /** @description The gateway has failed. The message is general on purpose. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 500,
                     *         "message": "Internal Server Error"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["openrouter_ErrorResponse"];
                };
            };
            /** @description The provider has failed, or the generation was not completed. Nothing is charged. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 502,
                     *         "message": "Provider returned error"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["openrouter_ErrorResponse"];
                };
            };
            /** @description No provider can take the request. */
            503: {
                headers: {
                    /** @description Seconds to wait. The header may be absent. */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 503,
                     *         "message": "No provider is available"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["openrouter_ErrorResponse"];
                };
            };
            /** @description The provider has not answered in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 504,
                     *         "message": "The provider has not answered in time"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["openrouter_ErrorResponse"];
                };
            };
            /** @description The edge network has ended a request that took too long. */
            524: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 524,
                     *         "message": "Request timed out. Please try again later."
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["openrouter_ErrorResponse"];
                };
            };
            /** @description The provider is overloaded. */
            529: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 529,
                     *         "message": "Provider returned error"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["openrouter_ErrorResponse"];
                };
            };
            /** @description Any other error, such as 405, 412 or 422. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 422,
                     *         "message": "The request cannot be processed"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["openrouter_ErrorResponse"];
                };
            };
        };
    };
    listImageModels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The image models. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "bytedance-seed/seedream-4.5",
                     *           "name": "Seedream 4.5",
                     *           "description": "A text-to-image model.",
                     *           "created": 1692901234,
                     *           "architecture": {
                     *             "input_modalities": [
                     *               "text",
                     *               "image"
                     *             ],
                     *             "output_modalities": [
                     *               "image"
                     *             ]
                     *           },
                     *           "supported_parameters": {
                     *             "resolution": {
                     *               "type": "enum",
                     *               "values": [
                     *                 "1K",
                     *                 "2K",
                     *                 "4K"
                     *               ]
                     *             },
                     *             "seed": {
                     *               "type": "boolean"
                     *             }
                     *           },
                     *           "supports_streaming": false,
                     *           "endpoints": "/api/v1/images/models/bytedance-seed/seedream-4.5/endpoints"
                     *         },
                     *         {
                     *           "id": "openai/gpt-image-1",
                     *           "name": "GPT Image 1",
                     *           "description": "A model that generates and edits images.",
                     *           "created": 1745366400,
                     *           "architecture": {
                     *             "input_modalities": [
                     *               "text",
                     *               "image"
                     *             ],
                     *             "output_modalities": [
                     *               "image"
                     *             ]
                     *           },
                     *           "supported_parameters": {
                     *             "n": {
                     *               "type": "range",
                     *               "min": 1,
                     *               "max": 10
                     *             },
                     *             "quality": {
                     *               "type": "enum",
                     *               "values": [
                     *                 "auto",
                     *                 "low",
                     *                 "medium",
                     *                 "high"
                     *               ]
                     *             },
                     *             "output_compression": {
                     *               "type": "range",
                     *               "min": 0,
                     *               "max": 100
                     *             }
                     *           },
                     *           "supports_streaming": true,
                     *           "endpoints": "/api/v1/images/models/openai/gpt-image-1/endpoints"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ImageModelsListResponse"];
                };
            };
            /** @description The gateway or the provider limits the rate. */
            429: {
                headers: {
                    /** @description Seconds to wait. The header may be absent. */
                    "retry-after"?: number;
                    /** @description The limit that the request hit. Only a refusal by the gateway itself has this header. */
                    "x-ratelimit-limit"?: number;
                    /** @description What the limit leaves. Only a refusal by the gateway itself has this header. */
                    "x-ratelimit-remaining"?: number;
                    /** @description The time at which the limit starts again. The pages do not give its unit. */
                    "x-ratelimit-reset"?: number;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 429,
                     *         "message": "Rate limit exceeded",
                     *         "metadata": {
                     *           "error_type": "rate_limit_exceeded"
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["openrouter_ErrorResponse"];
                };
            };
            /** @description The gateway has failed. The message is general on purpose. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 500,
                     *         "message": "Internal Server Error"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["openrouter_ErrorResponse"];
                };
            };
            /** @description Any other error, such as 405, 412 or 422. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 422,
                     *         "message": "The request cannot be processed"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["openrouter_ErrorResponse"];
                };
            };
        };
    };
    listImageModelEndpoints: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The part of the model id before the slash. */
                author: string;
                /** @description The part of the model id after the slash. */
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The endpoints of the model. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "bytedance-seed/seedream-4.5",
                     *       "endpoints": [
                     *         {
                     *           "provider_name": "Bytedance",
                     *           "provider_slug": "bytedance",
                     *           "provider_tag": "bytedance",
                     *           "supported_parameters": {
                     *             "resolution": {
                     *               "type": "enum",
                     *               "values": [
                     *                 "1K",
                     *                 "2K",
                     *                 "4K"
                     *               ]
                     *             },
                     *             "seed": {
                     *               "type": "boolean"
                     *             }
                     *           },
                     *           "allowed_passthrough_parameters": [],
                     *           "supports_streaming": false,
                     *           "pricing": [
                     *             {
                     *               "billable": "output_image",
                     *               "unit": "image",
                     *               "cost_usd": 0.05
                     *             }
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ImageModelEndpointsResponse"];
                };
            };
            /** @description No model, endpoint or image has this name. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 404,
                     *         "message": "Resource not found"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["openrouter_ErrorResponse"];
                };
            };
            /** @description The gateway or the provider limits the rate. */
            429: {
                headers: {
                    /** @description Seconds to wait. The header may be absent. */
                    "retry-after"?: number;
                    /** @description The limit that the request hit. Only a refusal by the gateway itself has this header. */
                    "x-ratelimit-limit"?: number;
                    /** @description What the limit leaves. Only a refusal by the gateway itself has this header. */
                    "x-ratelimit-remaining"?: number;
                    /** @description The time at which the limit starts again. The pages do not give its unit. */
                    "x-ratelimit-reset"?: number;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 429,
                     *         "message": "Rate limit exceeded",
                     *         "metadata": {
                     *           "error_type": "rate_limit_exceeded"
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["openrouter_ErrorResponse"];
                };
            };
            /** @description The gateway has failed. The message is general on purpose. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 500,
                     *         "message": "Internal Server Error"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["openrouter_ErrorResponse"];
                };
            };
            /** @description Any other error, such as 405, 412 or 422. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 422,
                     *         "message": "The request cannot be processed"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["openrouter_ErrorResponse"];
                };
            };
        };
    };
    getCurrentKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The key. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "label": "sk-or-v1-au7...890",
                     *         "limit": 100,
                     *         "limit_remaining": 74.5,
                     *         "limit_reset": "monthly",
                     *         "include_byok_in_limit": false,
                     *         "usage": 25.5,
                     *         "usage_daily": 25.5,
                     *         "usage_weekly": 25.5,
                     *         "usage_monthly": 25.5,
                     *         "byok_usage": 0,
                     *         "byok_usage_daily": 0,
                     *         "byok_usage_weekly": 0,
                     *         "byok_usage_monthly": 0,
                     *         "is_free_tier": false,
                     *         "is_management_key": false,
                     *         "is_provisioning_key": false,
                     *         "creator_user_id": "user_2dHFtVWx2n56w6HkM0000000000",
                     *         "expires_at": "2027-12-31T23:59:59Z",
                     *         "rate_limit": {
                     *           "requests": 1000,
                     *           "interval": "1h",
                     *           "note": "This field is deprecated and safe to ignore."
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["KeyResponse"];
                };
            };
            /** @description The key is missing, wrong or disabled. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 401,
                     *         "message": "Missing Authentication header"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["openrouter_ErrorResponse"];
                };
            };
            /** @description The gateway has failed. The message is general on purpose. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 500,
                     *         "message": "Internal Server Error"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["openrouter_ErrorResponse"];
                };
            };
            /** @description Any other error, such as 405, 412 or 422. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 422,
                     *         "message": "The request cannot be processed"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["openrouter_ErrorResponse"];
                };
            };
        };
    };
    getModels: {
        parameters: {
            query?: {
                /** @description Most models of a reply. Without offset and limit the list is complete. */
                limit?: number;
                /** @description How many models to leave out at the start. */
                offset?: number;
                /** @description Kinds of output in a comma list, or all. Without it the list has the models that write text. */
                output_modalities?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The models. The published schema has more members. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "bytedance-seed/seedream-4.5",
                     *           "name": "Seedream 4.5",
                     *           "created": 1692901234,
                     *           "architecture": {
                     *             "input_modalities": [
                     *               "text",
                     *               "image"
                     *             ],
                     *             "output_modalities": [
                     *               "image"
                     *             ]
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ModelsListResponse"];
                };
            };
            /** @description A parameter is missing or not valid, the model is unknown, or a filter refuses the content. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["openrouter_ErrorResponse"];
                };
            };
            /** @description The gateway has failed. The message is general on purpose. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 500,
                     *         "message": "Internal Server Error"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["openrouter_ErrorResponse"];
                };
            };
            /** @description Any other error, such as 405, 412 or 422. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 422,
                     *         "message": "The request cannot be processed"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["openrouter_ErrorResponse"];
                };
            };
        };
    };
    submitAsyncImage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AsyncGenerateRequest"];
            };
        };
        responses: {
            /** @description Accepted, or refused with an empty task id. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AsyncSubmitResponse"];
                };
            };
            /** @description Too many requests. Either no body at all (limiter per client address) or the relay's envelope, so no content is declared. No Retry-After. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error in the envelope of the relay or of the middleware. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayError"] | components["schemas"]["MiddlewareError"] | components["schemas"]["BlockedError"];
                };
            };
        };
    };
    getAsyncImageResult: {
        parameters: {
            query: {
                /** @description The task id. Lower case, no underscore. */
                taskid: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The task, whether running, finished or failed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AsyncTask"];
                };
            };
            /** @description Too many requests. Either no body at all (limiter per client address) or the relay's envelope, so no content is declared. No Retry-After. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Unknown task. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "record not found",
                     *         "type": "api_error",
                     *         "param": "",
                     *         "code": "failed to get image"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["RelayError"];
                };
            };
            /** @description An error in the envelope of the relay or of the middleware. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayError"] | components["schemas"]["MiddlewareError"] | components["schemas"]["BlockedError"];
                };
            };
        };
    };
    getTokenBalance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /**
             * @description apimart: The balance. An unknown key is a 200 too, with success false.
             *
             *     toapis: The balance. A deleted key is a 200 too, with success false.
             */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BalanceReply"];
                };
            };
            /**
             * @description apimart: The key is missing or wrong.
             *
             *     toapis: The key is missing or wrong. The pages do not tell the two apart.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_B"];
                };
            };
            /**
             * @description apimart: Too many requests.
             *
             *     toapis: Too many requests to a route that is not about tasks.
             */
            429: {
                headers: {
                    /**
                     * @description Seconds to wait before the next request.
                     * @example 10
                     */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_B"];
                };
            };
            /** @description Any other error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
        };
    };
    getCredits2: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The balance in credits. One credit is 0.01 US dollars. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "credits": 1234.5
                     *     }
                     */
                    "application/json": components["schemas"]["Credits"];
                };
            };
            /** @description The key is missing or wrong, or lacks access. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "Not authenticated - Invalid Authentication"
                     *     }
                     */
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
            /** @description Any other error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
        };
    };
    getResultImage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The number of the image in its task, from 0. */
                index: number;
                /** @description The id of the task. */
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The image. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": unknown;
                    "image/png": unknown;
                    "image/webp": unknown;
                };
            };
            /** @description The link has expired. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such image. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Any other error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getRequestResult: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the submit gave. */
                request_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The images. */
            200: {
                headers: {
                    /** @description The units that the request is billed for. */
                    "x-fal-billable-units"?: string;
                    /** @description The id of the request. */
                    "x-fal-request-id"?: string;
                    /** @description Hints with which later requests reach the same runner. */
                    "x-fal-runner-hints"?: string;
                    /** @description The runner that served the request. */
                    "x-fal-served-from"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImageOutput"];
                };
            };
            /** @description The request has no result yet, or it was malformed. No page shows the body of a request without a result. */
            400: {
                headers: {
                    /** @description The same word as error_type. */
                    "x-fal-error-type"?: components["schemas"]["ErrorType"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "Request is still in progress"
                     *     }
                     */
                    "application/json": components["schemas"]["fal_AnyError"];
                };
            };
            /** @description The key is missing or wrong. No page shows the body. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "invalid key credentials"
                     *     }
                     */
                    "application/json": components["schemas"]["fal_AnyError"];
                };
            };
            /** @description No such request, or its result is no longer kept. No page shows the body. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "NOT_FOUND"
                     *     }
                     */
                    "application/json": components["schemas"]["fal_AnyError"];
                };
            };
            /** @description The model refused the input. A result has this error; no page says whether a submit has it. */
            422: {
                headers: {
                    /** @description true if the same request may succeed later. */
                    "x-fal-retryable"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelError"] | components["schemas"]["PolicyRefusal"];
                };
            };
            /** @description The request was cancelled. */
            499: {
                headers: {
                    /** @description The same word as error_type. */
                    "x-fal-error-type"?: components["schemas"]["ErrorType"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "The request was cancelled",
                     *       "error_type": "client_cancelled"
                     *     }
                     */
                    "application/json": components["schemas"]["RequestError"];
                };
            };
            /** @description An error of the model, as a list, or of a runner, as a text. */
            500: {
                headers: {
                    /** @description The same word as error_type. */
                    "x-fal-error-type"?: components["schemas"]["ErrorType"];
                    /** @description true if the same request may succeed later. */
                    "x-fal-retryable"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestError"] | components["schemas"]["ModelError"];
                };
            };
            /** @description An error of the queue or of a runner. */
            502: {
                headers: {
                    /** @description The same word as error_type. */
                    "x-fal-error-type"?: components["schemas"]["ErrorType"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "The runner disconnected",
                     *       "error_type": "runner_disconnected"
                     *     }
                     */
                    "application/json": components["schemas"]["RequestError"];
                };
            };
            /** @description An error of the queue or of a runner. */
            503: {
                headers: {
                    /** @description The same word as error_type. */
                    "x-fal-error-type"?: components["schemas"]["ErrorType"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "The runner disconnected",
                     *       "error_type": "runner_disconnected"
                     *     }
                     */
                    "application/json": components["schemas"]["RequestError"];
                };
            };
            /** @description An error of the model, as a list, or of a runner, as a text. */
            504: {
                headers: {
                    /** @description The same word as error_type. */
                    "x-fal-error-type"?: components["schemas"]["ErrorType"];
                    /** @description true if the same request may succeed later. */
                    "x-fal-retryable"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestError"] | components["schemas"]["ModelError"];
                };
            };
            /** @description Any other error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["fal_AnyError"];
                };
            };
        };
    };
    cancelRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the submit gave. */
                request_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request was removed from the queue. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "OK"
                     *     }
                     */
                    "application/json": components["schemas"]["CancelResponse"];
                };
            };
            /** @description The runner gets the signal to stop. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "CANCELLATION_REQUESTED"
                     *     }
                     */
                    "application/json": components["schemas"]["CancelResponse"];
                };
            };
            /** @description The request has ended already. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ALREADY_COMPLETED"
                     *     }
                     */
                    "application/json": components["schemas"]["CancelResponse"];
                };
            };
            /** @description The key is missing or wrong. No page shows the body. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "invalid key credentials"
                     *     }
                     */
                    "application/json": components["schemas"]["fal_AnyError"];
                };
            };
            /** @description No such request. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "NOT_FOUND"
                     *     }
                     */
                    "application/json": components["schemas"]["CancelResponse"];
                };
            };
            /** @description Any other error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["fal_AnyError"];
                };
            };
        };
    };
    getRequestStatus: {
        parameters: {
            query?: {
                /** @description 1 adds the logs of the runner. */
                logs?: 0 | 1;
            };
            header?: never;
            path: {
                /** @description The id that the submit gave. */
                request_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request has ended, with or without success. */
            200: {
                headers: {
                    /** @description The id of the request. */
                    "x-fal-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompletedStatus"];
                };
            };
            /** @description The request waits or runs. */
            202: {
                headers: {
                    /** @description The id of the request. */
                    "x-fal-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnfinishedStatus"];
                };
            };
            /** @description The key is missing or wrong. No page shows the body. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "invalid key credentials"
                     *     }
                     */
                    "application/json": components["schemas"]["fal_AnyError"];
                };
            };
            /** @description No such request, or its result is no longer kept. No page shows the body. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "NOT_FOUND"
                     *     }
                     */
                    "application/json": components["schemas"]["fal_AnyError"];
                };
            };
            /** @description Any other error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["fal_AnyError"];
                };
            };
        };
    };
    streamRequestStatus: {
        parameters: {
            query?: {
                /** @description 1 adds the logs of the runner. */
                logs?: 0 | 1;
            };
            header?: never;
            path: {
                /** @description The id that the submit gave. */
                request_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The events. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["UnfinishedStatus"] | components["schemas"]["CompletedStatus"];
                };
            };
            /** @description The key is missing or wrong. No page shows the body. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "invalid key credentials"
                     *     }
                     */
                    "application/json": components["schemas"]["fal_AnyError"];
                };
            };
            /** @description No such request, or its result is no longer kept. No page shows the body. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "NOT_FOUND"
                     *     }
                     */
                    "application/json": components["schemas"]["fal_AnyError"];
                };
            };
            /** @description Any other error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["fal_AnyError"];
                };
            };
        };
    };
    submitGeneration: {
        parameters: {
            query?: {
                /** @description Refuses the request with 429 if more requests than this wait at the endpoint. No limit without it. */
                fal_max_queue_length?: number;
                /** @description The URL that is called when the request has ended. */
                fal_webhook?: string;
            };
            header?: {
                /** @description true keeps the request from another endpoint that could stand in for this one. */
                "x-app-fal-disable-fallback"?: string;
                /** @description Switches off the retries of the queue, which tries a request up to 10 times after 503, 504 and lost connections. */
                "X-Fal-No-Retry"?: "1" | "true" | "yes";
                /** @description A JSON object with the seconds for which result links work. Without it the setting of the account counts, which is for ever unless it was changed. */
                "X-Fal-Object-Lifecycle-Preference"?: string;
                /** @description A request with low waits behind all others of the endpoint. */
                "X-Fal-Queue-Priority"?: "normal" | "low";
                /** @description Seconds until a runner must have started; later the request ends with 504. No limit without it. */
                "X-Fal-Request-Timeout"?: number;
                /** @description A hint to reach the same runner again. */
                "X-Fal-Runner-Hint"?: string;
                /** @description 0 keeps input and output out of the store, where they stay for 30 days otherwise. */
                "X-Fal-Store-IO"?: "0" | "1";
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GenerationInput"];
            };
        };
        responses: {
            /** @description The request is in the queue. The links have the path of the app, without the path of the endpoint; they are to be used as they are. */
            200: {
                headers: {
                    /** @description The id of the request. */
                    "x-fal-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubmitResponse"];
                };
            };
            /** @description An error of the queue or of a runner. */
            400: {
                headers: {
                    /** @description The same word as error_type. */
                    "x-fal-error-type"?: components["schemas"]["ErrorType"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "The runner disconnected",
                     *       "error_type": "runner_disconnected"
                     *     }
                     */
                    "application/json": components["schemas"]["RequestError"];
                };
            };
            /** @description The key is missing or wrong. No page shows the body. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "invalid key credentials"
                     *     }
                     */
                    "application/json": components["schemas"]["fal_AnyError"];
                };
            };
            /** @description The key lacks the permission for the operation. No page shows the body. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["fal_AnyError"];
                };
            };
            /** @description No such app or endpoint. No page shows the body. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["fal_AnyError"];
                };
            };
            /** @description The model refused the input. A result has this error; no page says whether a submit has it. */
            422: {
                headers: {
                    /** @description true if the same request may succeed later. */
                    "x-fal-retryable"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelError"] | components["schemas"]["PolicyRefusal"];
                };
            };
            /** @description More requests wait at the endpoint than fal_max_queue_length allows. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["fal_AnyError"];
                };
            };
            /** @description An error of the queue or of a runner. */
            500: {
                headers: {
                    /** @description The same word as error_type. */
                    "x-fal-error-type"?: components["schemas"]["ErrorType"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "The runner disconnected",
                     *       "error_type": "runner_disconnected"
                     *     }
                     */
                    "application/json": components["schemas"]["RequestError"];
                };
            };
            /** @description An error of the queue or of a runner. */
            503: {
                headers: {
                    /** @description The same word as error_type. */
                    "x-fal-error-type"?: components["schemas"]["ErrorType"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "The runner disconnected",
                     *       "error_type": "runner_disconnected"
                     *     }
                     */
                    "application/json": components["schemas"]["RequestError"];
                };
            };
            /** @description No runner started within the time that the request allows. */
            504: {
                headers: {
                    /** @description The same word as error_type. */
                    "x-fal-error-type"?: components["schemas"]["ErrorType"];
                    /** @description user if the deadline of the request ended it. */
                    "x-fal-request-timeout-type"?: "user";
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "Request timed out",
                     *       "error_type": "request_timeout"
                     *     }
                     */
                    "application/json": components["schemas"]["RequestError"];
                };
            };
            /** @description Any other error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["fal_AnyError"];
                };
            };
        };
    };
    submitEdit: {
        parameters: {
            query?: {
                /** @description Refuses the request with 429 if more requests than this wait at the endpoint. No limit without it. */
                fal_max_queue_length?: number;
                /** @description The URL that is called when the request has ended. */
                fal_webhook?: string;
            };
            header?: {
                /** @description true keeps the request from another endpoint that could stand in for this one. */
                "x-app-fal-disable-fallback"?: string;
                /** @description Switches off the retries of the queue, which tries a request up to 10 times after 503, 504 and lost connections. */
                "X-Fal-No-Retry"?: "1" | "true" | "yes";
                /** @description A JSON object with the seconds for which result links work. Without it the setting of the account counts, which is for ever unless it was changed. */
                "X-Fal-Object-Lifecycle-Preference"?: string;
                /** @description A request with low waits behind all others of the endpoint. */
                "X-Fal-Queue-Priority"?: "normal" | "low";
                /** @description Seconds until a runner must have started; later the request ends with 504. No limit without it. */
                "X-Fal-Request-Timeout"?: number;
                /** @description A hint to reach the same runner again. */
                "X-Fal-Runner-Hint"?: string;
                /** @description 0 keeps input and output out of the store, where they stay for 30 days otherwise. */
                "X-Fal-Store-IO"?: "0" | "1";
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditInput"];
            };
        };
        responses: {
            /** @description The request is in the queue. The links have the path of the app, without the path of the endpoint; they are to be used as they are. */
            200: {
                headers: {
                    /** @description The id of the request. */
                    "x-fal-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubmitResponse"];
                };
            };
            /** @description An error of the queue or of a runner. */
            400: {
                headers: {
                    /** @description The same word as error_type. */
                    "x-fal-error-type"?: components["schemas"]["ErrorType"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "The runner disconnected",
                     *       "error_type": "runner_disconnected"
                     *     }
                     */
                    "application/json": components["schemas"]["RequestError"];
                };
            };
            /** @description The key is missing or wrong. No page shows the body. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "invalid key credentials"
                     *     }
                     */
                    "application/json": components["schemas"]["fal_AnyError"];
                };
            };
            /** @description The key lacks the permission for the operation. No page shows the body. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["fal_AnyError"];
                };
            };
            /** @description No such app or endpoint. No page shows the body. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["fal_AnyError"];
                };
            };
            /** @description The model refused the input. A result has this error; no page says whether a submit has it. */
            422: {
                headers: {
                    /** @description true if the same request may succeed later. */
                    "x-fal-retryable"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelError"] | components["schemas"]["PolicyRefusal"];
                };
            };
            /** @description More requests wait at the endpoint than fal_max_queue_length allows. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["fal_AnyError"];
                };
            };
            /** @description An error of the queue or of a runner. */
            500: {
                headers: {
                    /** @description The same word as error_type. */
                    "x-fal-error-type"?: components["schemas"]["ErrorType"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "The runner disconnected",
                     *       "error_type": "runner_disconnected"
                     *     }
                     */
                    "application/json": components["schemas"]["RequestError"];
                };
            };
            /** @description An error of the queue or of a runner. */
            503: {
                headers: {
                    /** @description The same word as error_type. */
                    "x-fal-error-type"?: components["schemas"]["ErrorType"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "The runner disconnected",
                     *       "error_type": "runner_disconnected"
                     *     }
                     */
                    "application/json": components["schemas"]["RequestError"];
                };
            };
            /** @description No runner started within the time that the request allows. */
            504: {
                headers: {
                    /** @description The same word as error_type. */
                    "x-fal-error-type"?: components["schemas"]["ErrorType"];
                    /** @description user if the deadline of the request ended it. */
                    "x-fal-request-timeout-type"?: "user";
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "Request timed out",
                     *       "error_type": "request_timeout"
                     *     }
                     */
                    "application/json": components["schemas"]["RequestError"];
                };
            };
            /** @description Any other error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["fal_AnyError"];
                };
            };
        };
    };
    handle_list_files_request: {
        parameters: {
            query?: {
                /** @description Kept for other clients; pagination_token replaces it. */
                after?: string;
                /** @description A filter expression (AIP-160) on name, file_id, size_bytes, content_type and times. */
                filter?: string;
                /** @description Most files of a reply. */
                limit?: number;
                /** @description Direction of the order. */
                order?: "asc" | "desc";
                /** @description The token of the reply before. */
                pagination_token?: string;
                /** @description Member that gives the order. */
                sort_by?: "created_at" | "filename" | "size";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The files of the team. */
            200: {
                headers: {
                    /** @description The id of the request. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "file_a128090d-f0c9-4873-bd84-e499777e7417",
                     *           "object": "file",
                     *           "bytes": 12345,
                     *           "created_at": 1762345678,
                     *           "expires_at": null,
                     *           "filename": "cat.png",
                     *           "purpose": ""
                     *         }
                     *       ],
                     *       "pagination_token": "file_a128090d-f0c9-4873-bd84-e499777e7417"
                     *     }
                     */
                    "application/json": components["schemas"]["ListFilesResponse"];
                };
            };
            /** @description An argument of the request is not valid, or the API key is wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["xai_ErrorResponse"];
                };
            };
            /** @description The request has no Authorization header, or the header has no valid token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": "Unknown error",
                     *       "error": "The request cannot be answered."
                     *     }
                     */
                    "application/json": components["schemas"]["xai_ErrorResponse"];
                };
            };
            /** @description The key sends more requests than its limit. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": "Unknown error",
                     *       "error": "The request cannot be answered."
                     *     }
                     */
                    "application/json": components["schemas"]["xai_ErrorResponse"];
                };
            };
            /** @description Any other error. Its form is not documented. */
            default: {
                headers: {
                    /** @description The id of the request. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": "Internal error",
                     *       "error": "The service has failed."
                     *     }
                     */
                    "application/json": components["schemas"]["xai_ErrorResponse"];
                };
            };
        };
    };
    createFile: {
        parameters: {
            query?: never;
            header?: {
                /** @description Bills the request to this organization. */
                "OpenAI-Organization"?: string;
                /** @description Bills the request to this project. */
                "OpenAI-Project"?: string;
                /** @description An id of the caller's own choice, for support. */
                "X-Client-Request-Id"?: string;
                /** @description How often the official client has retried this request. */
                "X-Stainless-Retry-Count"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["CreateFileRequest_B"];
            };
        };
        responses: {
            /**
             * @description openai: The file.
             *
             *     xai: The uploaded file.
             */
            200: {
                headers: {
                    /** @description The organization that is billed. */
                    "openai-organization"?: string;
                    /** @description Time spent, in milliseconds. */
                    "openai-processing-ms"?: string;
                    /** @description The version of the API, for example 2020-10-01. */
                    "openai-version"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-tokens"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-tokens"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-requests"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-tokens"?: string;
                    /**
                     * @description openai: The id of the request, for support.
                     *
                     *     xai: The id of the request.
                     */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["File_B"];
                };
            };
            /** @description expires_after is out of range or follows the file, the part of the file is missing or has no name, or the file name is not valid. */
            400: {
                headers: {
                    "openai-organization"?: string;
                    "openai-processing-ms"?: string;
                    "openai-version"?: string;
                    "retry-after"?: string;
                    "retry-after-ms"?: string;
                    "x-ratelimit-limit-requests"?: string;
                    "x-ratelimit-limit-tokens"?: string;
                    "x-ratelimit-remaining-requests"?: string;
                    "x-ratelimit-remaining-tokens"?: string;
                    "x-ratelimit-reset-requests"?: string;
                    "x-ratelimit-reset-tokens"?: string;
                    "x-request-id"?: string;
                    "x-should-retry"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": "Client specified an invalid argument",
                     *       "error": "The file cannot be stored."
                     *     }
                     */
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /**
             * @description openai: The key is missing or wrong.
             *
             *     xai: The request has no Authorization header, or the header has no valid token.
             */
            401: {
                headers: {
                    /** @description The organization that is billed. */
                    "openai-organization"?: string;
                    /** @description Time spent, in milliseconds. */
                    "openai-processing-ms"?: string;
                    /** @description The version of the API, for example 2020-10-01. */
                    "openai-version"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-tokens"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-tokens"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-requests"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-tokens"?: string;
                    /** @description The id of the request, for support. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /** @description The country, region or territory is not supported, or the key may not do this. */
            403: {
                headers: {
                    /** @description The organization that is billed. */
                    "openai-organization"?: string;
                    /** @description Time spent, in milliseconds. */
                    "openai-processing-ms"?: string;
                    /** @description The version of the API, for example 2020-10-01. */
                    "openai-version"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-tokens"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-tokens"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-requests"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-tokens"?: string;
                    /** @description The id of the request, for support. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /** @description The file has more than 50 MB. */
            413: {
                headers: {
                    "openai-organization"?: string;
                    "openai-processing-ms"?: string;
                    "openai-version"?: string;
                    "retry-after"?: string;
                    "retry-after-ms"?: string;
                    "x-ratelimit-limit-requests"?: string;
                    "x-ratelimit-limit-tokens"?: string;
                    "x-ratelimit-remaining-requests"?: string;
                    "x-ratelimit-remaining-tokens"?: string;
                    "x-ratelimit-reset-requests"?: string;
                    "x-ratelimit-reset-tokens"?: string;
                    "x-request-id"?: string;
                    "x-should-retry"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": "Client specified an invalid argument",
                     *       "error": "The file cannot be stored."
                     *     }
                     */
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /**
             * @description openai: Too fast, out of credit, or over a spend limit.
             *
             *     xai: The key sends more requests than its limit.
             */
            429: {
                headers: {
                    /** @description The organization that is billed. */
                    "openai-organization"?: string;
                    /** @description Time spent, in milliseconds. */
                    "openai-processing-ms"?: string;
                    /** @description The version of the API, for example 2020-10-01. */
                    "openai-version"?: string;
                    /** @description Seconds or an HTTP date. */
                    "retry-after"?: string;
                    /** @description Milliseconds, read before retry-after. */
                    "retry-after-ms"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-tokens"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-tokens"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-requests"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-tokens"?: string;
                    /** @description The id of the request, for support. */
                    "x-request-id"?: string;
                    /** @description Overrides the client's own rule. */
                    "x-should-retry"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /** @description The service is overloaded, or asks to slow down. */
            503: {
                headers: {
                    /** @description The organization that is billed. */
                    "openai-organization"?: string;
                    /** @description Time spent, in milliseconds. */
                    "openai-processing-ms"?: string;
                    /** @description The version of the API, for example 2020-10-01. */
                    "openai-version"?: string;
                    /** @description Seconds or an HTTP date. */
                    "retry-after"?: string;
                    /** @description Milliseconds, read before retry-after. */
                    "retry-after-ms"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-tokens"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-tokens"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-requests"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-tokens"?: string;
                    /** @description The id of the request, for support. */
                    "x-request-id"?: string;
                    /** @description Overrides the client's own rule. */
                    "x-should-retry"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /**
             * @description openai: Any other error.
             *
             *     xai: Any other error. Its form is not documented.
             */
            default: {
                headers: {
                    /** @description The organization that is billed. */
                    "openai-organization"?: string;
                    /** @description Time spent, in milliseconds. */
                    "openai-processing-ms"?: string;
                    /** @description The version of the API, for example 2020-10-01. */
                    "openai-version"?: string;
                    /** @description Seconds or an HTTP date. */
                    "retry-after"?: string;
                    /** @description Milliseconds, read before retry-after. */
                    "retry-after-ms"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-tokens"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-tokens"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-requests"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-tokens"?: string;
                    /**
                     * @description openai: The id of the request, for support.
                     *
                     *     xai: The id of the request.
                     */
                    "x-request-id"?: string;
                    /** @description Overrides the client's own rule. */
                    "x-should-retry"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
        };
    };
    handle_retrieve_file_request: {
        parameters: {
            query?: never;
            header?: {
                /** @description Bills the request to this organization. */
                "OpenAI-Organization"?: string;
                /** @description Bills the request to this project. */
                "OpenAI-Project"?: string;
                /** @description An id of the caller's own choice, for support. */
                "X-Client-Request-Id"?: string;
                /** @description How often the official client has retried this request. */
                "X-Stainless-Retry-Count"?: number;
            };
            path: {
                /** @description The id of the file. */
                file_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    /** @description The organization that is billed. */
                    "openai-organization"?: string;
                    /** @description Time spent, in milliseconds. */
                    "openai-processing-ms"?: string;
                    /** @description The version of the API, for example 2020-10-01. */
                    "openai-version"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-tokens"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-tokens"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-requests"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-tokens"?: string;
                    /**
                     * @description openai: The id of the request, for support.
                     *
                     *     xai: The id of the request.
                     */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["File_B"];
                };
            };
            /**
             * @description openai: The key is missing or wrong.
             *
             *     xai: The request has no Authorization header, or the header has no valid token.
             */
            401: {
                headers: {
                    /** @description The organization that is billed. */
                    "openai-organization"?: string;
                    /** @description Time spent, in milliseconds. */
                    "openai-processing-ms"?: string;
                    /** @description The version of the API, for example 2020-10-01. */
                    "openai-version"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-tokens"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-tokens"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-requests"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-tokens"?: string;
                    /** @description The id of the request, for support. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /** @description The country, region or territory is not supported, or the key may not do this. */
            403: {
                headers: {
                    /** @description The organization that is billed. */
                    "openai-organization"?: string;
                    /** @description Time spent, in milliseconds. */
                    "openai-processing-ms"?: string;
                    /** @description The version of the API, for example 2020-10-01. */
                    "openai-version"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-tokens"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-tokens"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-requests"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-tokens"?: string;
                    /** @description The id of the request, for support. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /** @description No file has this id, or the file is deleted or has ended. */
            404: {
                headers: {
                    "openai-organization"?: string;
                    "openai-processing-ms"?: string;
                    "openai-version"?: string;
                    "retry-after"?: string;
                    "retry-after-ms"?: string;
                    "x-ratelimit-limit-requests"?: string;
                    "x-ratelimit-limit-tokens"?: string;
                    "x-ratelimit-remaining-requests"?: string;
                    "x-ratelimit-remaining-tokens"?: string;
                    "x-ratelimit-reset-requests"?: string;
                    "x-ratelimit-reset-tokens"?: string;
                    "x-request-id"?: string;
                    "x-should-retry"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": "Unknown error",
                     *       "error": "The request cannot be answered."
                     *     }
                     */
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /** @description Too fast, out of credit, or over a spend limit. */
            429: {
                headers: {
                    /** @description The organization that is billed. */
                    "openai-organization"?: string;
                    /** @description Time spent, in milliseconds. */
                    "openai-processing-ms"?: string;
                    /** @description The version of the API, for example 2020-10-01. */
                    "openai-version"?: string;
                    /** @description Seconds or an HTTP date. */
                    "retry-after"?: string;
                    /** @description Milliseconds, read before retry-after. */
                    "retry-after-ms"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-tokens"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-tokens"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-requests"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-tokens"?: string;
                    /** @description The id of the request, for support. */
                    "x-request-id"?: string;
                    /** @description Overrides the client's own rule. */
                    "x-should-retry"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /** @description The service is overloaded, or asks to slow down. */
            503: {
                headers: {
                    /** @description The organization that is billed. */
                    "openai-organization"?: string;
                    /** @description Time spent, in milliseconds. */
                    "openai-processing-ms"?: string;
                    /** @description The version of the API, for example 2020-10-01. */
                    "openai-version"?: string;
                    /** @description Seconds or an HTTP date. */
                    "retry-after"?: string;
                    /** @description Milliseconds, read before retry-after. */
                    "retry-after-ms"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-tokens"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-tokens"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-requests"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-tokens"?: string;
                    /** @description The id of the request, for support. */
                    "x-request-id"?: string;
                    /** @description Overrides the client's own rule. */
                    "x-should-retry"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /**
             * @description openai: Any other error.
             *
             *     xai: Any other error. Its form is not documented.
             */
            default: {
                headers: {
                    /** @description The organization that is billed. */
                    "openai-organization"?: string;
                    /** @description Time spent, in milliseconds. */
                    "openai-processing-ms"?: string;
                    /** @description The version of the API, for example 2020-10-01. */
                    "openai-version"?: string;
                    /** @description Seconds or an HTTP date. */
                    "retry-after"?: string;
                    /** @description Milliseconds, read before retry-after. */
                    "retry-after-ms"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-tokens"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-tokens"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-requests"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-tokens"?: string;
                    /**
                     * @description openai: The id of the request, for support.
                     *
                     *     xai: The id of the request.
                     */
                    "x-request-id"?: string;
                    /** @description Overrides the client's own rule. */
                    "x-should-retry"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
        };
    };
    deleteFile: {
        parameters: {
            query?: never;
            header?: {
                /** @description Bills the request to this organization. */
                "OpenAI-Organization"?: string;
                /** @description Bills the request to this project. */
                "OpenAI-Project"?: string;
                /** @description An id of the caller's own choice, for support. */
                "X-Client-Request-Id"?: string;
                /** @description How often the official client has retried this request. */
                "X-Stainless-Retry-Count"?: number;
            };
            path: {
                /** @description The id of the file. */
                file_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /**
             * @description openai: The file is gone.
             *
             *     xai: The file is deleted.
             */
            200: {
                headers: {
                    /** @description The organization that is billed. */
                    "openai-organization"?: string;
                    /** @description Time spent, in milliseconds. */
                    "openai-processing-ms"?: string;
                    /** @description The version of the API, for example 2020-10-01. */
                    "openai-version"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-tokens"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-tokens"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-requests"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-tokens"?: string;
                    /**
                     * @description openai: The id of the request, for support.
                     *
                     *     xai: The id of the request.
                     */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeleteFileResponse_B"];
                };
            };
            /**
             * @description openai: The key is missing or wrong.
             *
             *     xai: The request has no Authorization header, or the header has no valid token.
             */
            401: {
                headers: {
                    /** @description The organization that is billed. */
                    "openai-organization"?: string;
                    /** @description Time spent, in milliseconds. */
                    "openai-processing-ms"?: string;
                    /** @description The version of the API, for example 2020-10-01. */
                    "openai-version"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-tokens"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-tokens"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-requests"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-tokens"?: string;
                    /** @description The id of the request, for support. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /** @description The country, region or territory is not supported, or the key may not do this. */
            403: {
                headers: {
                    /** @description The organization that is billed. */
                    "openai-organization"?: string;
                    /** @description Time spent, in milliseconds. */
                    "openai-processing-ms"?: string;
                    /** @description The version of the API, for example 2020-10-01. */
                    "openai-version"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-tokens"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-tokens"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-requests"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-tokens"?: string;
                    /** @description The id of the request, for support. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /** @description No file has this id, or the file is deleted or has ended. */
            404: {
                headers: {
                    "openai-organization"?: string;
                    "openai-processing-ms"?: string;
                    "openai-version"?: string;
                    "retry-after"?: string;
                    "retry-after-ms"?: string;
                    "x-ratelimit-limit-requests"?: string;
                    "x-ratelimit-limit-tokens"?: string;
                    "x-ratelimit-remaining-requests"?: string;
                    "x-ratelimit-remaining-tokens"?: string;
                    "x-ratelimit-reset-requests"?: string;
                    "x-ratelimit-reset-tokens"?: string;
                    "x-request-id"?: string;
                    "x-should-retry"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": "Unknown error",
                     *       "error": "The request cannot be answered."
                     *     }
                     */
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /** @description Too fast, out of credit, or over a spend limit. */
            429: {
                headers: {
                    /** @description The organization that is billed. */
                    "openai-organization"?: string;
                    /** @description Time spent, in milliseconds. */
                    "openai-processing-ms"?: string;
                    /** @description The version of the API, for example 2020-10-01. */
                    "openai-version"?: string;
                    /** @description Seconds or an HTTP date. */
                    "retry-after"?: string;
                    /** @description Milliseconds, read before retry-after. */
                    "retry-after-ms"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-tokens"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-tokens"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-requests"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-tokens"?: string;
                    /** @description The id of the request, for support. */
                    "x-request-id"?: string;
                    /** @description Overrides the client's own rule. */
                    "x-should-retry"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /** @description The service is overloaded, or asks to slow down. */
            503: {
                headers: {
                    /** @description The organization that is billed. */
                    "openai-organization"?: string;
                    /** @description Time spent, in milliseconds. */
                    "openai-processing-ms"?: string;
                    /** @description The version of the API, for example 2020-10-01. */
                    "openai-version"?: string;
                    /** @description Seconds or an HTTP date. */
                    "retry-after"?: string;
                    /** @description Milliseconds, read before retry-after. */
                    "retry-after-ms"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-tokens"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-tokens"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-requests"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-tokens"?: string;
                    /** @description The id of the request, for support. */
                    "x-request-id"?: string;
                    /** @description Overrides the client's own rule. */
                    "x-should-retry"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /**
             * @description openai: Any other error.
             *
             *     xai: Any other error. Its form is not documented.
             */
            default: {
                headers: {
                    /** @description The organization that is billed. */
                    "openai-organization"?: string;
                    /** @description Time spent, in milliseconds. */
                    "openai-processing-ms"?: string;
                    /** @description The version of the API, for example 2020-10-01. */
                    "openai-version"?: string;
                    /** @description Seconds or an HTTP date. */
                    "retry-after"?: string;
                    /** @description Milliseconds, read before retry-after. */
                    "retry-after-ms"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-tokens"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-tokens"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-requests"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-tokens"?: string;
                    /**
                     * @description openai: The id of the request, for support.
                     *
                     *     xai: The id of the request.
                     */
                    "x-request-id"?: string;
                    /** @description Overrides the client's own rule. */
                    "x-should-retry"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
        };
    };
    handle_download_file_content_request: {
        parameters: {
            query?: {
                /** @description Form of the content. */
                format?: "original" | "text";
            };
            header?: never;
            path: {
                /** @description The id of the file. */
                file_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bytes of the file. */
            200: {
                headers: {
                    /** @description The id of the request. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
            /** @description The request has no Authorization header, or the header has no valid token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": "Unknown error",
                     *       "error": "The request cannot be answered."
                     *     }
                     */
                    "application/json": components["schemas"]["xai_ErrorResponse"];
                };
            };
            /** @description No file has this id, or the file is deleted or has ended. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": "Unknown error",
                     *       "error": "The request cannot be answered."
                     *     }
                     */
                    "application/json": components["schemas"]["xai_ErrorResponse"];
                };
            };
            /** @description Any other error. Its form is not documented. */
            default: {
                headers: {
                    /** @description The id of the request. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": "Internal error",
                     *       "error": "The service has failed."
                     *     }
                     */
                    "application/json": components["schemas"]["xai_ErrorResponse"];
                };
            };
        };
    };
    getFilesRequestIdIndex: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The number of the image, from 0. */
                index: number;
                /** @description The id of the request. */
                request_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The image. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": unknown;
                    "image/png": unknown;
                    "image/webp": unknown;
                };
            };
            /** @description No such image, or its time has ended. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Any other error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    generateWithFluxDev: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DevRequest"];
            };
        };
        responses: {
            /** @description The task. With webhook_url the reply has a state and the webhook in place of polling_url. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskCreated"] | components["schemas"]["WebhookTaskCreated"];
                };
            };
            /** @description The request is malformed. No page shows the body. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
            /** @description The account has not enough credits. The errors page shows no body. */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "insufficient_credits",
                     *       "message": "Your account does not have enough credits"
                     *     }
                     */
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
            /** @description The key is missing or wrong, or lacks access. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "Not authenticated - Invalid Authentication"
                     *     }
                     */
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
            /** @description A field is missing or has a wrong value. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": [
                     *         {
                     *           "loc": [
                     *             "body",
                     *             "safety_tolerance"
                     *           ],
                     *           "msg": "Input should be less than or equal to 5",
                     *           "type": "less_than_equal"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ValidationErrors"];
                };
            };
            /** @description The account has 24 active tasks already, or 6 of flux-kontext-max. A new one is accepted when one has ended. */
            429: {
                headers: {
                    /** @description Seconds to wait. Only BFL's skill has it. */
                    "retry-after"?: number;
                    /** @description How many tasks may be active. Only BFL's skill has it. */
                    "x-ratelimit-limit"?: number;
                    /** @description How many tasks are left. Only BFL's skill has it. */
                    "x-ratelimit-remaining"?: number;
                    /** @description When tasks are left again, in Unix seconds. Only BFL's skill has it. */
                    "x-ratelimit-reset"?: number;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "rate_limit_exceeded",
                     *       "message": "Too many concurrent requests",
                     *       "retry_after": 5
                     *     }
                     */
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
            /** @description The service failed; a later request may succeed. No page shows the body. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
            /** @description The service failed; a later request may succeed. No page shows the body. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
            /** @description Any other error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
        };
    };
    generateWithKontextMax: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KontextRequest"];
            };
        };
        responses: {
            /** @description The task. With webhook_url the reply has a state and the webhook in place of polling_url. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskCreated"] | components["schemas"]["WebhookTaskCreated"];
                };
            };
            /** @description The request is malformed. No page shows the body. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
            /** @description The account has not enough credits. The errors page shows no body. */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "insufficient_credits",
                     *       "message": "Your account does not have enough credits"
                     *     }
                     */
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
            /** @description The key is missing or wrong, or lacks access. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "Not authenticated - Invalid Authentication"
                     *     }
                     */
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
            /** @description A field is missing or has a wrong value. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": [
                     *         {
                     *           "loc": [
                     *             "body",
                     *             "safety_tolerance"
                     *           ],
                     *           "msg": "Input should be less than or equal to 5",
                     *           "type": "less_than_equal"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ValidationErrors"];
                };
            };
            /** @description The account has 24 active tasks already, or 6 of flux-kontext-max. A new one is accepted when one has ended. */
            429: {
                headers: {
                    /** @description Seconds to wait. Only BFL's skill has it. */
                    "retry-after"?: number;
                    /** @description How many tasks may be active. Only BFL's skill has it. */
                    "x-ratelimit-limit"?: number;
                    /** @description How many tasks are left. Only BFL's skill has it. */
                    "x-ratelimit-remaining"?: number;
                    /** @description When tasks are left again, in Unix seconds. Only BFL's skill has it. */
                    "x-ratelimit-reset"?: number;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "rate_limit_exceeded",
                     *       "message": "Too many concurrent requests",
                     *       "retry_after": 5
                     *     }
                     */
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
            /** @description The service failed; a later request may succeed. No page shows the body. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
            /** @description The service failed; a later request may succeed. No page shows the body. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
            /** @description Any other error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
        };
    };
    generateWithKontextPro: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KontextRequest"];
            };
        };
        responses: {
            /** @description The task. With webhook_url the reply has a state and the webhook in place of polling_url. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskCreated"] | components["schemas"]["WebhookTaskCreated"];
                };
            };
            /** @description The request is malformed. No page shows the body. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
            /** @description The account has not enough credits. The errors page shows no body. */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "insufficient_credits",
                     *       "message": "Your account does not have enough credits"
                     *     }
                     */
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
            /** @description The key is missing or wrong, or lacks access. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "Not authenticated - Invalid Authentication"
                     *     }
                     */
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
            /** @description A field is missing or has a wrong value. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": [
                     *         {
                     *           "loc": [
                     *             "body",
                     *             "safety_tolerance"
                     *           ],
                     *           "msg": "Input should be less than or equal to 5",
                     *           "type": "less_than_equal"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ValidationErrors"];
                };
            };
            /** @description The account has 24 active tasks already, or 6 of flux-kontext-max. A new one is accepted when one has ended. */
            429: {
                headers: {
                    /** @description Seconds to wait. Only BFL's skill has it. */
                    "retry-after"?: number;
                    /** @description How many tasks may be active. Only BFL's skill has it. */
                    "x-ratelimit-limit"?: number;
                    /** @description How many tasks are left. Only BFL's skill has it. */
                    "x-ratelimit-remaining"?: number;
                    /** @description When tasks are left again, in Unix seconds. Only BFL's skill has it. */
                    "x-ratelimit-reset"?: number;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "rate_limit_exceeded",
                     *       "message": "Too many concurrent requests",
                     *       "retry_after": 5
                     *     }
                     */
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
            /** @description The service failed; a later request may succeed. No page shows the body. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
            /** @description The service failed; a later request may succeed. No page shows the body. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
            /** @description Any other error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
        };
    };
    expandImage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExpandRequest"];
            };
        };
        responses: {
            /** @description The task. With webhook_url the reply has a state and the webhook in place of polling_url. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskCreated"] | components["schemas"]["WebhookTaskCreated"];
                };
            };
            /** @description The request is malformed. No page shows the body. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
            /** @description The account has not enough credits. The errors page shows no body. */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "insufficient_credits",
                     *       "message": "Your account does not have enough credits"
                     *     }
                     */
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
            /** @description The key is missing or wrong, or lacks access. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "Not authenticated - Invalid Authentication"
                     *     }
                     */
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
            /** @description A field is missing or has a wrong value. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": [
                     *         {
                     *           "loc": [
                     *             "body",
                     *             "safety_tolerance"
                     *           ],
                     *           "msg": "Input should be less than or equal to 5",
                     *           "type": "less_than_equal"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ValidationErrors"];
                };
            };
            /** @description The account has 24 active tasks already, or 6 of flux-kontext-max. A new one is accepted when one has ended. */
            429: {
                headers: {
                    /** @description Seconds to wait. Only BFL's skill has it. */
                    "retry-after"?: number;
                    /** @description How many tasks may be active. Only BFL's skill has it. */
                    "x-ratelimit-limit"?: number;
                    /** @description How many tasks are left. Only BFL's skill has it. */
                    "x-ratelimit-remaining"?: number;
                    /** @description When tasks are left again, in Unix seconds. Only BFL's skill has it. */
                    "x-ratelimit-reset"?: number;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "rate_limit_exceeded",
                     *       "message": "Too many concurrent requests",
                     *       "retry_after": 5
                     *     }
                     */
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
            /** @description The service failed; a later request may succeed. No page shows the body. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
            /** @description The service failed; a later request may succeed. No page shows the body. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
            /** @description Any other error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
        };
    };
    fillImage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FillRequest"];
            };
        };
        responses: {
            /** @description The task. With webhook_url the reply has a state and the webhook in place of polling_url. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskCreated"] | components["schemas"]["WebhookTaskCreated"];
                };
            };
            /** @description The request is malformed. No page shows the body. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
            /** @description The account has not enough credits. The errors page shows no body. */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "insufficient_credits",
                     *       "message": "Your account does not have enough credits"
                     *     }
                     */
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
            /** @description The key is missing or wrong, or lacks access. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "Not authenticated - Invalid Authentication"
                     *     }
                     */
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
            /** @description A field is missing or has a wrong value. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": [
                     *         {
                     *           "loc": [
                     *             "body",
                     *             "safety_tolerance"
                     *           ],
                     *           "msg": "Input should be less than or equal to 5",
                     *           "type": "less_than_equal"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ValidationErrors"];
                };
            };
            /** @description The account has 24 active tasks already, or 6 of flux-kontext-max. A new one is accepted when one has ended. */
            429: {
                headers: {
                    /** @description Seconds to wait. Only BFL's skill has it. */
                    "retry-after"?: number;
                    /** @description How many tasks may be active. Only BFL's skill has it. */
                    "x-ratelimit-limit"?: number;
                    /** @description How many tasks are left. Only BFL's skill has it. */
                    "x-ratelimit-remaining"?: number;
                    /** @description When tasks are left again, in Unix seconds. Only BFL's skill has it. */
                    "x-ratelimit-reset"?: number;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "rate_limit_exceeded",
                     *       "message": "Too many concurrent requests",
                     *       "retry_after": 5
                     *     }
                     */
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
            /** @description The service failed; a later request may succeed. No page shows the body. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
            /** @description The service failed; a later request may succeed. No page shows the body. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
            /** @description Any other error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
        };
    };
    generateWithFluxPro11: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FluxPro11Request"];
            };
        };
        responses: {
            /** @description The task. With webhook_url the reply has a state and the webhook in place of polling_url. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskCreated"] | components["schemas"]["WebhookTaskCreated"];
                };
            };
            /** @description The request is malformed. No page shows the body. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
            /** @description The account has not enough credits. The errors page shows no body. */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "insufficient_credits",
                     *       "message": "Your account does not have enough credits"
                     *     }
                     */
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
            /** @description The key is missing or wrong, or lacks access. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "Not authenticated - Invalid Authentication"
                     *     }
                     */
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
            /** @description A field is missing or has a wrong value. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": [
                     *         {
                     *           "loc": [
                     *             "body",
                     *             "safety_tolerance"
                     *           ],
                     *           "msg": "Input should be less than or equal to 5",
                     *           "type": "less_than_equal"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ValidationErrors"];
                };
            };
            /** @description The account has 24 active tasks already, or 6 of flux-kontext-max. A new one is accepted when one has ended. */
            429: {
                headers: {
                    /** @description Seconds to wait. Only BFL's skill has it. */
                    "retry-after"?: number;
                    /** @description How many tasks may be active. Only BFL's skill has it. */
                    "x-ratelimit-limit"?: number;
                    /** @description How many tasks are left. Only BFL's skill has it. */
                    "x-ratelimit-remaining"?: number;
                    /** @description When tasks are left again, in Unix seconds. Only BFL's skill has it. */
                    "x-ratelimit-reset"?: number;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "rate_limit_exceeded",
                     *       "message": "Too many concurrent requests",
                     *       "retry_after": 5
                     *     }
                     */
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
            /** @description The service failed; a later request may succeed. No page shows the body. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
            /** @description The service failed; a later request may succeed. No page shows the body. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
            /** @description Any other error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
        };
    };
    generateWithFluxUltra: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UltraRequest"];
            };
        };
        responses: {
            /** @description The task. With webhook_url the reply has a state and the webhook in place of polling_url. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskCreated"] | components["schemas"]["WebhookTaskCreated"];
                };
            };
            /** @description The request is malformed. No page shows the body. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
            /** @description The account has not enough credits. The errors page shows no body. */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "insufficient_credits",
                     *       "message": "Your account does not have enough credits"
                     *     }
                     */
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
            /** @description The key is missing or wrong, or lacks access. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "Not authenticated - Invalid Authentication"
                     *     }
                     */
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
            /** @description A field is missing or has a wrong value. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": [
                     *         {
                     *           "loc": [
                     *             "body",
                     *             "safety_tolerance"
                     *           ],
                     *           "msg": "Input should be less than or equal to 5",
                     *           "type": "less_than_equal"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ValidationErrors"];
                };
            };
            /** @description The account has 24 active tasks already, or 6 of flux-kontext-max. A new one is accepted when one has ended. */
            429: {
                headers: {
                    /** @description Seconds to wait. Only BFL's skill has it. */
                    "retry-after"?: number;
                    /** @description How many tasks may be active. Only BFL's skill has it. */
                    "x-ratelimit-limit"?: number;
                    /** @description How many tasks are left. Only BFL's skill has it. */
                    "x-ratelimit-remaining"?: number;
                    /** @description When tasks are left again, in Unix seconds. Only BFL's skill has it. */
                    "x-ratelimit-reset"?: number;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "rate_limit_exceeded",
                     *       "message": "Too many concurrent requests",
                     *       "retry_after": 5
                     *     }
                     */
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
            /** @description The service failed; a later request may succeed. No page shows the body. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
            /** @description The service failed; a later request may succeed. No page shows the body. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
            /** @description Any other error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
        };
    };
    getGeneratedTaskIdIndex: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description openai: Index of the image in the request, from 0.
                 *
                 *     sub2api, toapis: The number of the image in its task, from 0.
                 */
                index: number;
                /**
                 * @description openai: Id of the request.
                 *
                 *     sub2api, toapis: The id of the task.
                 */
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /**
             * @description apigo, ezlink, openai, sub2api, toapis: The image.
             *
             *     gpt-best: The image
             */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": unknown;
                    "image/png": unknown;
                    "image/webp": unknown;
                };
            };
            /**
             * @description apigo, ezlink, openai, sub2api, toapis: The link has expired.
             *
             *     gpt-best: The link has expired
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description apigo, ezlink, openai, sub2api, toapis: No such image.
             *
             *     gpt-best: No such image
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description apigo, ezlink, openai, sub2api, toapis: Any other error.
             *
             *     gpt-best: Any other error, without a body
             */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getResult: {
        parameters: {
            query: {
                /**
                 * @description The id of the task.
                 * @example 4cc84fe4-42a5-4ad7-949f-082c3322768c
                 */
                id: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The state of the task. An unknown task is a state too. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskState"];
                };
            };
            /** @description The key is missing or wrong, or lacks access. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "Not authenticated - Invalid Authentication"
                     *     }
                     */
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
            /** @description A field is missing or has a wrong value. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": [
                     *         {
                     *           "loc": [
                     *             "body",
                     *             "safety_tolerance"
                     *           ],
                     *           "msg": "Input should be less than or equal to 5",
                     *           "type": "less_than_equal"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ValidationErrors"];
                };
            };
            /** @description The service failed; a later request may succeed. No page shows the body. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
            /** @description The service failed; a later request may succeed. No page shows the body. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
            /** @description Any other error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["bfl_AnyError"];
                };
            };
        };
    };
    handle_image_generation_models_list_request: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The image models. */
            200: {
                headers: {
                    /** @description The id of the request. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "models": [
                     *         {
                     *           "id": "grok-imagine-image-2.0",
                     *           "fingerprint": "fp_ca78641a52",
                     *           "max_prompt_length": 1024,
                     *           "created": 1738961600,
                     *           "object": "model",
                     *           "owned_by": "xai",
                     *           "version": "2.0.0",
                     *           "input_modalities": [
                     *             "text",
                     *             "image"
                     *           ],
                     *           "output_modalities": [
                     *             "image"
                     *           ],
                     *           "image_price": 6,
                     *           "pricing": [
                     *             {
                     *               "quality": "low",
                     *               "resolution": "1k",
                     *               "price_per_image": 400000000
                     *             },
                     *             {
                     *               "quality": "medium",
                     *               "resolution": "1k",
                     *               "price_per_image": 600000000
                     *             }
                     *           ],
                     *           "aliases": []
                     *         },
                     *         {
                     *           "id": "grok-imagine-image",
                     *           "fingerprint": "fp_ca78641a52",
                     *           "max_prompt_length": 1024,
                     *           "created": 1738961600,
                     *           "object": "model",
                     *           "owned_by": "xai",
                     *           "version": "1.0.0",
                     *           "input_modalities": [
                     *             "text",
                     *             "image"
                     *           ],
                     *           "output_modalities": [
                     *             "image"
                     *           ],
                     *           "image_price": 2,
                     *           "aliases": []
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ListImageGenerationModelsResponse"];
                };
            };
            /** @description An argument of the request is not valid, or the API key is wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["xai_ErrorResponse"];
                };
            };
            /** @description The request has no Authorization header, or the header has no valid token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": "Unknown error",
                     *       "error": "The request cannot be answered."
                     *     }
                     */
                    "application/json": components["schemas"]["xai_ErrorResponse"];
                };
            };
            /** @description Any other error. Its form is not documented. */
            default: {
                headers: {
                    /** @description The id of the request. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": "Internal error",
                     *       "error": "The service has failed."
                     *     }
                     */
                    "application/json": components["schemas"]["xai_ErrorResponse"];
                };
            };
        };
    };
    handle_image_generation_model_get_request: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the model. */
                model_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The image model. */
            200: {
                headers: {
                    /** @description The id of the request. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "grok-imagine-image",
                     *       "fingerprint": "fp_ca78641a52",
                     *       "max_prompt_length": 1024,
                     *       "created": 1737961600,
                     *       "object": "model",
                     *       "owned_by": "xai",
                     *       "version": "1.0.0",
                     *       "input_modalities": [
                     *         "text",
                     *         "image"
                     *       ],
                     *       "output_modalities": [
                     *         "image"
                     *       ],
                     *       "image_price": 2,
                     *       "aliases": []
                     *     }
                     */
                    "application/json": components["schemas"]["ImageGenerationModel"];
                };
            };
            /** @description An argument of the request is not valid, or the API key is wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["xai_ErrorResponse"];
                };
            };
            /** @description The request has no Authorization header, or the header has no valid token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": "Unknown error",
                     *       "error": "The request cannot be answered."
                     *     }
                     */
                    "application/json": components["schemas"]["xai_ErrorResponse"];
                };
            };
            /** @description No model has this id, or no endpoint has this path. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": "Unknown error",
                     *       "error": "The request cannot be answered."
                     *     }
                     */
                    "application/json": components["schemas"]["xai_ErrorResponse"];
                };
            };
            /** @description Any other error. Its form is not documented. */
            default: {
                headers: {
                    /** @description The id of the request. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": "Internal error",
                     *       "error": "The service has failed."
                     *     }
                     */
                    "application/json": components["schemas"]["xai_ErrorResponse"];
                };
            };
        };
    };
    handle_get_deferred_image_request: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the deferred request got. */
                request_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request has ended, with images or with an error. */
            200: {
                headers: {
                    /** @description The id of the request. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneImageResponse"] | components["schemas"]["FailedImageResponse"];
                };
            };
            /** @description The request is pending. */
            202: {
                headers: {
                    /** @description The id of the request. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "request_id": "e5b1b4d4-7b6a-4a0e-9c0d-7f3c7d8a1b2c",
                     *       "status": "pending"
                     *     }
                     */
                    "application/json": components["schemas"]["PendingImageResponse"];
                };
            };
            /** @description An argument of the request is not valid, or the API key is wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["xai_ErrorResponse"];
                };
            };
            /** @description The request has no Authorization header, or the header has no valid token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": "Unknown error",
                     *       "error": "The request cannot be answered."
                     *     }
                     */
                    "application/json": components["schemas"]["xai_ErrorResponse"];
                };
            };
            /** @description The key or its team is blocked, or may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": "Unknown error",
                     *       "error": "The request cannot be answered."
                     *     }
                     */
                    "application/json": components["schemas"]["xai_ErrorResponse"];
                };
            };
            /** @description No request has this id, or its result has ended. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": "Some requested entity was not found",
                     *       "error": "No deferred request has this id."
                     *     }
                     */
                    "application/json": components["schemas"]["xai_ErrorResponse"];
                };
            };
            /** @description The endpoint does not have this method. */
            405: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": "Unknown error",
                     *       "error": "The request cannot be answered."
                     *     }
                     */
                    "application/json": components["schemas"]["xai_ErrorResponse"];
                };
            };
            /** @description The key sends more requests than its limit. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": "Unknown error",
                     *       "error": "The request cannot be answered."
                     *     }
                     */
                    "application/json": components["schemas"]["xai_ErrorResponse"];
                };
            };
            /** @description Any other error. Its form is not documented. */
            default: {
                headers: {
                    /** @description The id of the request. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": "Internal error",
                     *       "error": "The service has failed."
                     *     }
                     */
                    "application/json": components["schemas"]["xai_ErrorResponse"];
                };
            };
        };
    };
    editImage: {
        parameters: {
            query?: {
                /** @description The string true submits a task. The asynchronous pages require it; without it the call waits. */
                async?: string;
                /** @description URL that is called when the task ends; the payload is not known. */
                webhook?: string;
            };
            header?: {
                /** @description Bills the request to this organization. */
                "OpenAI-Organization"?: string;
                /** @description Bills the request to this project. */
                "OpenAI-Project"?: string;
                /** @description An id of the caller's own choice, for support. */
                "X-Client-Request-Id"?: string;
                /** @description Echoed in the response. */
                "X-Request-Id"?: string;
                /** @description How often the official client has retried this request. */
                "X-Stainless-Retry-Count"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditRequest"];
                "multipart/form-data": components["schemas"]["EditForm"];
            };
        };
        responses: {
            /**
             * @description apigo, ezlink: The edited images.
             *
             *     apimart: The task was accepted. The older page of gpt-4o-image shows an object in place of the list.
             *
             *     dimilinks: The edited images
             *
             *     gpt-best: The images, or the accepted task
             *
             *     openai: The edited images, as one response or as events.
             *
             *     sub2api: The images.
             *
             *     xai: The images, or the id of a deferred request. No page says which status a deferred request gets.
             */
            200: {
                headers: {
                    /** @description The organization that is billed. */
                    "openai-organization"?: string;
                    /** @description Time spent, in milliseconds. */
                    "openai-processing-ms"?: string;
                    /** @description The version of the API, for example 2020-10-01. */
                    "openai-version"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-tokens"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-tokens"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-requests"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-tokens"?: string;
                    /**
                     * @description dimilinks: The id of the request, echoed or generated.
                     *
                     *     openai: The id of the request, for support.
                     *
                     *     xai: The id of the request.
                     */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImageResponse"];
                    "text/event-stream": components["schemas"]["StreamEvent"];
                };
            };
            /**
             * @description apigo: An error. Its shape is not documented.
             *
             *     apimart: A parameter is missing or wrong.
             *
             *     dimilinks: The request is not valid
             *
             *     gpt-best: Any error
             *
             *     sub2api: An error.
             *
             *     xai: An argument of the request is not valid, or the API key is wrong.
             */
            400: {
                headers: {
                    "openai-organization"?: string;
                    "openai-processing-ms"?: string;
                    "openai-version"?: string;
                    "retry-after"?: string;
                    "retry-after-ms"?: string;
                    "x-ratelimit-limit-requests"?: string;
                    "x-ratelimit-limit-tokens"?: string;
                    "x-ratelimit-remaining-requests"?: string;
                    "x-ratelimit-remaining-tokens"?: string;
                    "x-ratelimit-reset-requests"?: string;
                    "x-ratelimit-reset-tokens"?: string;
                    /** @description The id of the request, echoed or generated. */
                    "x-request-id"?: string;
                    "x-should-retry"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /**
             * @description apigo: An error. Its shape is not documented.
             *
             *     apimart, openai: The key is missing or wrong.
             *
             *     dimilinks: The API key is missing or wrong
             *
             *     gpt-best: Any error
             *
             *     sub2api: The key is missing, unknown or disabled.
             *
             *     xai: The request has no Authorization header, or the header has no valid token.
             */
            401: {
                headers: {
                    /** @description The organization that is billed. */
                    "openai-organization"?: string;
                    /** @description Time spent, in milliseconds. */
                    "openai-processing-ms"?: string;
                    /** @description The version of the API, for example 2020-10-01. */
                    "openai-version"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-tokens"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-tokens"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-requests"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-tokens"?: string;
                    /**
                     * @description dimilinks: The id of the request, echoed or generated.
                     *
                     *     openai: The id of the request, for support.
                     */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /**
             * @description apigo: An error. Its shape is not documented.
             *
             *     apimart: The balance of the account is not enough.
             *
             *     gpt-best: Any error
             *
             *     sub2api: An error.
             */
            402: {
                headers: {
                    "openai-organization"?: string;
                    "openai-processing-ms"?: string;
                    "openai-version"?: string;
                    "retry-after"?: string;
                    "retry-after-ms"?: string;
                    "x-ratelimit-limit-requests"?: string;
                    "x-ratelimit-limit-tokens"?: string;
                    "x-ratelimit-remaining-requests"?: string;
                    "x-ratelimit-remaining-tokens"?: string;
                    "x-ratelimit-reset-requests"?: string;
                    "x-ratelimit-reset-tokens"?: string;
                    "x-request-id"?: string;
                    "x-should-retry"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /**
             * @description apigo: An error. Its shape is not documented.
             *
             *     apimart: The account may not use the resource.
             *
             *     gpt-best: Any error
             *
             *     openai: The country, region or territory is not supported, or the key may not do this.
             *
             *     sub2api: An error.
             *
             *     xai: The key or its team is blocked, or may not do this.
             */
            403: {
                headers: {
                    /** @description The organization that is billed. */
                    "openai-organization"?: string;
                    /** @description Time spent, in milliseconds. */
                    "openai-processing-ms"?: string;
                    /** @description The version of the API, for example 2020-10-01. */
                    "openai-version"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-tokens"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-tokens"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-requests"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-tokens"?: string;
                    /** @description The id of the request, for support. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /**
             * @description apigo: An error. Its shape is not documented.
             *
             *     gpt-best: Any error
             *
             *     sub2api: An error.
             *
             *     xai: No model has this id, or no endpoint has this path.
             */
            404: {
                headers: {
                    "openai-organization"?: string;
                    "openai-processing-ms"?: string;
                    "openai-version"?: string;
                    "retry-after"?: string;
                    "retry-after-ms"?: string;
                    "x-ratelimit-limit-requests"?: string;
                    "x-ratelimit-limit-tokens"?: string;
                    "x-ratelimit-remaining-requests"?: string;
                    "x-ratelimit-remaining-tokens"?: string;
                    "x-ratelimit-reset-requests"?: string;
                    "x-ratelimit-reset-tokens"?: string;
                    "x-request-id"?: string;
                    "x-should-retry"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /**
             * @description apigo: An error. Its shape is not documented.
             *
             *     gpt-best: Any error
             *
             *     sub2api: An error.
             *
             *     xai: The endpoint does not have this method.
             */
            405: {
                headers: {
                    "openai-organization"?: string;
                    "openai-processing-ms"?: string;
                    "openai-version"?: string;
                    "retry-after"?: string;
                    "retry-after-ms"?: string;
                    "x-ratelimit-limit-requests"?: string;
                    "x-ratelimit-limit-tokens"?: string;
                    "x-ratelimit-remaining-requests"?: string;
                    "x-ratelimit-remaining-tokens"?: string;
                    "x-ratelimit-reset-requests"?: string;
                    "x-ratelimit-reset-tokens"?: string;
                    "x-request-id"?: string;
                    "x-should-retry"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /**
             * @description apigo: An error. Its shape is not documented.
             *
             *     gpt-best: Any error
             *
             *     sub2api: An error.
             */
            409: {
                headers: {
                    "openai-organization"?: string;
                    "openai-processing-ms"?: string;
                    "openai-version"?: string;
                    "retry-after"?: string;
                    "retry-after-ms"?: string;
                    "x-ratelimit-limit-requests"?: string;
                    "x-ratelimit-limit-tokens"?: string;
                    "x-ratelimit-remaining-requests"?: string;
                    "x-ratelimit-remaining-tokens"?: string;
                    "x-ratelimit-reset-requests"?: string;
                    "x-ratelimit-reset-tokens"?: string;
                    "x-request-id"?: string;
                    "x-should-retry"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /**
             * @description apigo: An error. Its shape is not documented.
             *
             *     gpt-best: Any error
             *
             *     sub2api: An error.
             */
            413: {
                headers: {
                    "openai-organization"?: string;
                    "openai-processing-ms"?: string;
                    "openai-version"?: string;
                    "retry-after"?: string;
                    "retry-after-ms"?: string;
                    "x-ratelimit-limit-requests"?: string;
                    "x-ratelimit-limit-tokens"?: string;
                    "x-ratelimit-remaining-requests"?: string;
                    "x-ratelimit-remaining-tokens"?: string;
                    "x-ratelimit-reset-requests"?: string;
                    "x-ratelimit-reset-tokens"?: string;
                    "x-request-id"?: string;
                    "x-should-retry"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /**
             * @description apigo: An error. Its shape is not documented.
             *
             *     gpt-best: Any error
             *
             *     sub2api: An error.
             *
             *     xai: The body is empty, or the Content-Type is not application/json.
             */
            415: {
                headers: {
                    "openai-organization"?: string;
                    "openai-processing-ms"?: string;
                    "openai-version"?: string;
                    "retry-after"?: string;
                    "retry-after-ms"?: string;
                    "x-ratelimit-limit-requests"?: string;
                    "x-ratelimit-limit-tokens"?: string;
                    "x-ratelimit-remaining-requests"?: string;
                    "x-ratelimit-remaining-tokens"?: string;
                    "x-ratelimit-reset-requests"?: string;
                    "x-ratelimit-reset-tokens"?: string;
                    "x-request-id"?: string;
                    "x-should-retry"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /**
             * @description apigo: An error. Its shape is not documented.
             *
             *     gpt-best: Any error
             *
             *     sub2api: An error.
             *
             *     xai: A field is missing, or its form is not valid.
             */
            422: {
                headers: {
                    "openai-organization"?: string;
                    "openai-processing-ms"?: string;
                    "openai-version"?: string;
                    "retry-after"?: string;
                    "retry-after-ms"?: string;
                    "x-ratelimit-limit-requests"?: string;
                    "x-ratelimit-limit-tokens"?: string;
                    "x-ratelimit-remaining-requests"?: string;
                    "x-ratelimit-remaining-tokens"?: string;
                    "x-ratelimit-reset-requests"?: string;
                    "x-ratelimit-reset-tokens"?: string;
                    "x-request-id"?: string;
                    "x-should-retry"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /**
             * @description apigo: An error. Its shape is not documented.
             *
             *     apimart: Too many requests.
             *
             *     ezlink: Too many requests. Either no body at all (limiter per client address) or the relay's envelope, so no content is declared. No Retry-After.
             *
             *     gpt-best: Any error
             *
             *     openai: Too fast, out of credit, or over a spend limit.
             *
             *     sub2api: An error.
             *
             *     xai: The key sends more requests than its limit.
             */
            429: {
                headers: {
                    /** @description The organization that is billed. */
                    "openai-organization"?: string;
                    /** @description Time spent, in milliseconds. */
                    "openai-processing-ms"?: string;
                    /** @description The version of the API, for example 2020-10-01. */
                    "openai-version"?: string;
                    /**
                     * @description apimart: Seconds to wait before the next request.
                     *
                     *     openai: Seconds or an HTTP date.
                     */
                    "retry-after"?: number | string;
                    /** @description Milliseconds, read before retry-after. */
                    "retry-after-ms"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-tokens"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-tokens"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-requests"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-tokens"?: string;
                    /** @description The id of the request, for support. */
                    "x-request-id"?: string;
                    /** @description Overrides the client's own rule. */
                    "x-should-retry"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /** @description The gateway failed. */
            500: {
                headers: {
                    "openai-organization"?: string;
                    "openai-processing-ms"?: string;
                    "openai-version"?: string;
                    "retry-after"?: string;
                    "retry-after-ms"?: string;
                    "x-ratelimit-limit-requests"?: string;
                    "x-ratelimit-limit-tokens"?: string;
                    "x-ratelimit-remaining-requests"?: string;
                    "x-ratelimit-remaining-tokens"?: string;
                    "x-ratelimit-reset-requests"?: string;
                    "x-ratelimit-reset-tokens"?: string;
                    "x-request-id"?: string;
                    "x-should-retry"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 500,
                     *         "message": "Internal server error, try again later",
                     *         "type": "server_error"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /** @description The service is overloaded, or asks to slow down. */
            503: {
                headers: {
                    /** @description The organization that is billed. */
                    "openai-organization"?: string;
                    /** @description Time spent, in milliseconds. */
                    "openai-processing-ms"?: string;
                    /** @description The version of the API, for example 2020-10-01. */
                    "openai-version"?: string;
                    /** @description Seconds or an HTTP date. */
                    "retry-after"?: string;
                    /** @description Milliseconds, read before retry-after. */
                    "retry-after-ms"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-tokens"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-tokens"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-requests"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-tokens"?: string;
                    /** @description The id of the request, for support. */
                    "x-request-id"?: string;
                    /** @description Overrides the client's own rule. */
                    "x-should-retry"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /**
             * @description apigo: An error. Its shape is not documented.
             *
             *     apimart, openai: Any other error.
             *
             *     dimilinks: Any other error: 402 insufficient_balance, 404 not_found, 413, 415, 500 internal_error or billing_error, 502 or 503 upstream_error or service_unavailable
             *
             *     ezlink: An error in the envelope of the relay or of the middleware.
             *
             *     gpt-best: Any error
             *
             *     sub2api: An error.
             *
             *     xai: Any other error. Its form is not documented.
             */
            default: {
                headers: {
                    /** @description The organization that is billed. */
                    "openai-organization"?: string;
                    /** @description Time spent, in milliseconds. */
                    "openai-processing-ms"?: string;
                    /** @description The version of the API, for example 2020-10-01. */
                    "openai-version"?: string;
                    /** @description Seconds or an HTTP date. */
                    "retry-after"?: string;
                    /** @description Milliseconds, read before retry-after. */
                    "retry-after-ms"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-tokens"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-tokens"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-requests"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-tokens"?: string;
                    /**
                     * @description dimilinks: The id of the request, echoed or generated.
                     *
                     *     openai: The id of the request, for support.
                     *
                     *     xai: The id of the request.
                     */
                    "x-request-id"?: string;
                    /** @description Overrides the client's own rule. */
                    "x-should-retry"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
        };
    };
    submitImageEdit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AsyncEditRequest"];
                "multipart/form-data": {
                    background?: ("auto" | "transparent" | "opaque") | (string & {});
                    /**
                     * @description One image to edit, or several under the same name.
                     *     Limit: at most 16 images.
                     */
                    image?: Blob[];
                    /**
                     * @description Images to edit, in the form in which OpenAI clients send a list.
                     *     Limit: at most 16 images.
                     */
                    "image[]"?: Blob[];
                    input_fidelity?: ("low" | "high") | (string & {});
                    /** @description A mask for the edit. */
                    mask?: Blob;
                    /**
                     * @description The model.
                     * @default gpt-image-2
                     */
                    model?: ("gpt-image-2" | "gpt-image-1") | (string & {});
                    /**
                     * @description Number of images.
                     *     Limit: 1 to 10.
                     * @default 1
                     */
                    n?: number;
                    /** @description Compression of jpeg and webp, in percent. */
                    output_compression?: number;
                    output_format?: ("png" | "jpeg" | "webp") | (string & {});
                    /** @description Number of partial images in a stream. */
                    partial_images?: number;
                    /** @description What to change. */
                    prompt: string;
                    quality?: ("auto" | "low" | "medium" | "high") | (string & {});
                    /** @description The form of the images in a synchronous response. Tasks always have links. */
                    response_format?: ("url" | "b64_json") | (string & {});
                    /** @description The size of the images. */
                    size?: ("auto" | "1024x1024" | "1536x1024") | (string & {});
                    /**
                     * @description A task has one JSON result, so a stream is refused.
                     * @default false
                     * @enum {boolean}
                     */
                    stream?: false;
                };
            };
        };
        responses: {
            /** @description The task was accepted. */
            202: {
                headers: {
                    /** @description Keeps caches from storing the state of a task. */
                    "cache-control": "no-store";
                    /**
                     * @description The path of the poll. It has the prefix /v1 as the submit had.
                     * @example /v1/images/tasks/imgtask_0123456789abcdef
                     */
                    location: string;
                    /** @description The advised time between two polls, in seconds. */
                    "retry-after": 3;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "imgtask_0123456789abcdef",
                     *       "task_id": "imgtask_0123456789abcdef",
                     *       "object": "image.generation.task",
                     *       "status": "processing",
                     *       "created_at": 1784092800,
                     *       "expires_at": 1784179200,
                     *       "poll_url": "/v1/images/tasks/imgtask_0123456789abcdef"
                     *     }
                     */
                    "application/json": components["schemas"]["SubmittedTask"];
                };
            };
            /** @description An error of an asynchronous route. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "type": "invalid_request_error",
                     *         "message": "streaming image requests cannot be submitted as asynchronous tasks"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["sub2api_AnyError"];
                };
            };
            /** @description The key is missing, unknown or disabled. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": "INVALID_API_KEY",
                     *       "message": "Invalid API key"
                     *     }
                     */
                    "application/json": components["schemas"]["sub2api_AnyError"];
                };
            };
            /** @description An error of an asynchronous route. */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "type": "invalid_request_error",
                     *         "message": "streaming image requests cannot be submitted as asynchronous tasks"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["sub2api_AnyError"];
                };
            };
            /** @description An error of an asynchronous route. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "type": "invalid_request_error",
                     *         "message": "streaming image requests cannot be submitted as asynchronous tasks"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["sub2api_AnyError"];
                };
            };
            /** @description The operator has not enabled asynchronous tasks, or the platform of the key's group has no images. The route exists all the same; no task is created. */
            404: {
                headers: {
                    /** @description Keeps caches from storing the state of a task. */
                    "cache-control": "no-store";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["sub2api_ErrorResponse"];
                };
            };
            /** @description An error of an asynchronous route. */
            405: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "type": "invalid_request_error",
                     *         "message": "streaming image requests cannot be submitted as asynchronous tasks"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["sub2api_AnyError"];
                };
            };
            /** @description An error of an asynchronous route. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "type": "invalid_request_error",
                     *         "message": "streaming image requests cannot be submitted as asynchronous tasks"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["sub2api_AnyError"];
                };
            };
            /** @description An error of an asynchronous route. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "type": "invalid_request_error",
                     *         "message": "streaming image requests cannot be submitted as asynchronous tasks"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["sub2api_AnyError"];
                };
            };
            /** @description An error of an asynchronous route. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "type": "invalid_request_error",
                     *         "message": "streaming image requests cannot be submitted as asynchronous tasks"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["sub2api_AnyError"];
                };
            };
            /** @description An error of an asynchronous route. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "type": "invalid_request_error",
                     *         "message": "streaming image requests cannot be submitted as asynchronous tasks"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["sub2api_AnyError"];
                };
            };
            /** @description An error of an asynchronous route. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "type": "invalid_request_error",
                     *         "message": "streaming image requests cannot be submitted as asynchronous tasks"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["sub2api_AnyError"];
                };
            };
            /** @description An error of an asynchronous route. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "type": "invalid_request_error",
                     *         "message": "streaming image requests cannot be submitted as asynchronous tasks"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["sub2api_AnyError"];
                };
            };
        };
    };
    generateImage: {
        parameters: {
            query?: {
                /**
                 * @description dimilinks: true submits an asynchronous task.
                 *
                 *     gpt-best: The string true submits a task. The asynchronous pages require it; without it the call waits.
                 */
                async?: boolean | string;
                /** @description false submits an asynchronous task. */
                wait_for_result?: boolean | string;
                /** @description URL that is called when the task ends; the payload is not known. */
                webhook?: string;
            };
            header?: {
                /**
                 * @description Names one logical request, so that a repeat is not charged again. A repeat has the same key, body and response version. Only the skill and the Grok page document the header.
                 * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: string;
                /** @description Bills the request to this organization. */
                "OpenAI-Organization"?: string;
                /** @description Bills the request to this project. */
                "OpenAI-Project"?: string;
                /** @description respond-async, alone or in a comma list, submits an asynchronous task. */
                Prefer?: string;
                /** @description Fixes the form of the reply. With this version the id of the task is data.id. */
                "X-APIMart-Response-Version"?: string;
                /** @description An id of the caller's own choice, for support. */
                "X-Client-Request-Id"?: string;
                /** @description Echoed in the response. */
                "X-Request-Id"?: string;
                /** @description How often the official client has retried this request. */
                "X-Stainless-Retry-Count"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GenerateRequest"];
            };
        };
        responses: {
            /**
             * @description apigo: The images. The printed response has a url, background auto and usage.
             *
             *     apimart: The task was accepted. The older page of gpt-4o-image shows an object in place of the list.
             *
             *     dimilinks, gpt-best: The images, or the accepted task
             *
             *     ezlink, sub2api, together-ai: The images.
             *
             *     openai: The images, as one response or as events.
             *
             *     toapis: The task was accepted.
             *
             *     xai: The images, or the id of a deferred request. No page says which status a deferred request gets.
             */
            200: {
                headers: {
                    /** @description The organization that is billed. */
                    "openai-organization"?: string;
                    /** @description Time spent, in milliseconds. */
                    "openai-processing-ms"?: string;
                    /** @description The version of the API, for example 2020-10-01. */
                    "openai-version"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-tokens"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-tokens"?: string;
                    /** @description Seconds after which the gateway advises the next request to the model. */
                    "x-ratelimit-reset"?: number;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-requests"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-tokens"?: string;
                    /**
                     * @description dimilinks: The id of the request, echoed or generated.
                     *
                     *     openai: The id of the request, for support.
                     *
                     *     xai: The id of the request.
                     */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImageResponse_B"];
                    "text/event-stream": components["schemas"]["StreamEvent_B"];
                };
            };
            /** @description The task was accepted, in the form of the response version 2026-07-27. */
            202: {
                headers: {
                    /** @description The text true if the reply repeats the reply to an earlier request with the same key. */
                    "idempotency-replayed"?: "true" | "false";
                    "openai-organization"?: string;
                    "openai-processing-ms"?: string;
                    "openai-version"?: string;
                    "retry-after"?: string;
                    "retry-after-ms"?: string;
                    /** @description The version of the form of the reply. */
                    "x-apimart-response-version"?: string;
                    "x-ratelimit-limit-requests"?: string;
                    "x-ratelimit-limit-tokens"?: string;
                    "x-ratelimit-remaining-requests"?: string;
                    "x-ratelimit-remaining-tokens"?: string;
                    "x-ratelimit-reset-requests"?: string;
                    "x-ratelimit-reset-tokens"?: string;
                    "x-request-id"?: string;
                    "x-should-retry"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "request_id": "req_01KPQ7J7DWB7QZ3WCEK3YVPBRA",
                     *       "data": {
                     *         "object": "generation.task",
                     *         "id": "task_01KPQ7J7DWB7QZ3WCEK3YVPBRA",
                     *         "status": "pending",
                     *         "poll_url": "/v1/tasks/task_01KPQ7J7DWB7QZ3WCEK3YVPBRA"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ErrorResponse_D"];
                };
            };
            /**
             * @description apigo: An error. Its shape is not documented.
             *
             *     apimart: A parameter is missing or wrong.
             *
             *     dimilinks: The request is not valid
             *
             *     gpt-best: Any error
             *
             *     sub2api: An error.
             *
             *     toapis: A parameter is missing or wrong, or the key has no callback while the request has callback_url.
             *
             *     together-ai: The request is not valid.
             *
             *     xai: An argument of the request is not valid, or the API key is wrong.
             */
            400: {
                headers: {
                    "openai-organization"?: string;
                    "openai-processing-ms"?: string;
                    "openai-version"?: string;
                    "retry-after"?: string;
                    "retry-after-ms"?: string;
                    "x-ratelimit-limit-requests"?: string;
                    "x-ratelimit-limit-tokens"?: string;
                    "x-ratelimit-remaining-requests"?: string;
                    "x-ratelimit-remaining-tokens"?: string;
                    "x-ratelimit-reset-requests"?: string;
                    "x-ratelimit-reset-tokens"?: string;
                    /** @description The id of the request, echoed or generated. */
                    "x-request-id"?: string;
                    "x-should-retry"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_B"];
                };
            };
            /**
             * @description apigo: An error. Its shape is not documented.
             *
             *     apimart, openai, together-ai: The key is missing or wrong.
             *
             *     dimilinks: The API key is missing or wrong
             *
             *     gpt-best: Any error
             *
             *     sub2api: The key is missing, unknown or disabled.
             *
             *     toapis: The key is missing or wrong. The pages do not tell the two apart.
             *
             *     xai: The request has no Authorization header, or the header has no valid token.
             */
            401: {
                headers: {
                    /** @description The organization that is billed. */
                    "openai-organization"?: string;
                    /** @description Time spent, in milliseconds. */
                    "openai-processing-ms"?: string;
                    /** @description The version of the API, for example 2020-10-01. */
                    "openai-version"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-tokens"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-tokens"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-requests"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-tokens"?: string;
                    /**
                     * @description dimilinks: The id of the request, echoed or generated.
                     *
                     *     openai: The id of the request, for support.
                     */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_B"];
                };
            };
            /**
             * @description apigo: An error. Its shape is not documented.
             *
             *     apimart: The balance of the account is not enough.
             *
             *     gpt-best: Any error
             *
             *     sub2api: An error.
             *
             *     toapis: The balance is not enough.
             *
             *     together-ai: The account has reached its spending limit, or has no credit.
             */
            402: {
                headers: {
                    "openai-organization"?: string;
                    "openai-processing-ms"?: string;
                    "openai-version"?: string;
                    "retry-after"?: string;
                    "retry-after-ms"?: string;
                    "x-ratelimit-limit-requests"?: string;
                    "x-ratelimit-limit-tokens"?: string;
                    "x-ratelimit-remaining-requests"?: string;
                    "x-ratelimit-remaining-tokens"?: string;
                    "x-ratelimit-reset-requests"?: string;
                    "x-ratelimit-reset-tokens"?: string;
                    "x-request-id"?: string;
                    "x-should-retry"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_B"];
                };
            };
            /**
             * @description apigo: An error. Its shape is not documented.
             *
             *     apimart: The account may not use the resource.
             *
             *     dimilinks: This key may not use the model
             *
             *     gpt-best: Any error
             *
             *     openai: The country, region or territory is not supported, or the key may not do this.
             *
             *     sub2api: An error.
             *
             *     together-ai: The input is too long for the model. The page writes this of text models, and calls it a bad request.
             *
             *     xai: The key or its team is blocked, or may not do this.
             */
            403: {
                headers: {
                    /** @description The organization that is billed. */
                    "openai-organization"?: string;
                    /** @description Time spent, in milliseconds. */
                    "openai-processing-ms"?: string;
                    /** @description The version of the API, for example 2020-10-01. */
                    "openai-version"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-tokens"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-tokens"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-requests"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-tokens"?: string;
                    /**
                     * @description dimilinks: The id of the request, echoed or generated.
                     *
                     *     openai: The id of the request, for support.
                     */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /**
             * @description apigo: An error. Its shape is not documented.
             *
             *     gpt-best: Any error
             *
             *     sub2api: An error.
             *
             *     together-ai: No route has this path, or no model has this id.
             *
             *     xai: No model has this id, or no endpoint has this path.
             */
            404: {
                headers: {
                    "openai-organization"?: string;
                    "openai-processing-ms"?: string;
                    "openai-version"?: string;
                    "retry-after"?: string;
                    "retry-after-ms"?: string;
                    "x-ratelimit-limit-requests"?: string;
                    "x-ratelimit-limit-tokens"?: string;
                    "x-ratelimit-remaining-requests"?: string;
                    "x-ratelimit-remaining-tokens"?: string;
                    "x-ratelimit-reset-requests"?: string;
                    "x-ratelimit-reset-tokens"?: string;
                    "x-request-id"?: string;
                    "x-should-retry"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /**
             * @description apigo: An error. Its shape is not documented.
             *
             *     gpt-best: Any error
             *
             *     sub2api: An error.
             *
             *     xai: The endpoint does not have this method.
             */
            405: {
                headers: {
                    "openai-organization"?: string;
                    "openai-processing-ms"?: string;
                    "openai-version"?: string;
                    "retry-after"?: string;
                    "retry-after-ms"?: string;
                    "x-ratelimit-limit-requests"?: string;
                    "x-ratelimit-limit-tokens"?: string;
                    "x-ratelimit-remaining-requests"?: string;
                    "x-ratelimit-remaining-tokens"?: string;
                    "x-ratelimit-reset-requests"?: string;
                    "x-ratelimit-reset-tokens"?: string;
                    "x-request-id"?: string;
                    "x-should-retry"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /**
             * @description apigo: An error. Its shape is not documented.
             *
             *     apimart: The key was used before. The first request still runs, or had another body, or has an outcome that nobody knows; in the last case the caller stops and keeps the key.
             *
             *     gpt-best: Any error
             *
             *     sub2api: An error.
             */
            409: {
                headers: {
                    "openai-organization"?: string;
                    "openai-processing-ms"?: string;
                    "openai-version"?: string;
                    /**
                     * @description Seconds to wait before the next request.
                     * @example 10
                     */
                    "retry-after"?: number | string;
                    "retry-after-ms"?: string;
                    "x-ratelimit-limit-requests"?: string;
                    "x-ratelimit-limit-tokens"?: string;
                    "x-ratelimit-remaining-requests"?: string;
                    "x-ratelimit-remaining-tokens"?: string;
                    "x-ratelimit-reset-requests"?: string;
                    "x-ratelimit-reset-tokens"?: string;
                    "x-request-id"?: string;
                    "x-should-retry"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /**
             * @description apigo: An error. Its shape is not documented.
             *
             *     gpt-best: Any error
             *
             *     sub2api: An error.
             */
            413: {
                headers: {
                    "openai-organization"?: string;
                    "openai-processing-ms"?: string;
                    "openai-version"?: string;
                    "retry-after"?: string;
                    "retry-after-ms"?: string;
                    "x-ratelimit-limit-requests"?: string;
                    "x-ratelimit-limit-tokens"?: string;
                    "x-ratelimit-remaining-requests"?: string;
                    "x-ratelimit-remaining-tokens"?: string;
                    "x-ratelimit-reset-requests"?: string;
                    "x-ratelimit-reset-tokens"?: string;
                    "x-request-id"?: string;
                    "x-should-retry"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /**
             * @description apigo: An error. Its shape is not documented.
             *
             *     gpt-best: Any error
             *
             *     sub2api: An error.
             *
             *     xai: The body is empty, or the Content-Type is not application/json.
             */
            415: {
                headers: {
                    "openai-organization"?: string;
                    "openai-processing-ms"?: string;
                    "openai-version"?: string;
                    "retry-after"?: string;
                    "retry-after-ms"?: string;
                    "x-ratelimit-limit-requests"?: string;
                    "x-ratelimit-limit-tokens"?: string;
                    "x-ratelimit-remaining-requests"?: string;
                    "x-ratelimit-remaining-tokens"?: string;
                    "x-ratelimit-reset-requests"?: string;
                    "x-ratelimit-reset-tokens"?: string;
                    "x-request-id"?: string;
                    "x-should-retry"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /**
             * @description apigo: An error. Its shape is not documented.
             *
             *     gpt-best: Any error
             *
             *     sub2api: An error.
             *
             *     toapis: The content filter blocked the request.
             *
             *     xai: A field is missing, or its form is not valid.
             */
            422: {
                headers: {
                    "openai-organization"?: string;
                    "openai-processing-ms"?: string;
                    "openai-version"?: string;
                    "retry-after"?: string;
                    "retry-after-ms"?: string;
                    "x-ratelimit-limit-requests"?: string;
                    "x-ratelimit-limit-tokens"?: string;
                    "x-ratelimit-remaining-requests"?: string;
                    "x-ratelimit-remaining-tokens"?: string;
                    "x-ratelimit-reset-requests"?: string;
                    "x-ratelimit-reset-tokens"?: string;
                    "x-request-id"?: string;
                    "x-should-retry"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_B"];
                };
            };
            /**
             * @description apigo: An error. Its shape is not documented.
             *
             *     apimart: Too many requests.
             *
             *     dimilinks: Too many requests
             *
             *     ezlink: Too many requests. Either no body at all (limiter per client address) or the relay's envelope, so no content is declared. No Retry-After.
             *
             *     gpt-best: Any error
             *
             *     openai: Too fast, out of credit, or over a spend limit.
             *
             *     sub2api: An error.
             *
             *     toapis: Too many submits or too many polls. A refused request does not count towards the limit.
             *
             *     together-ai: The requests are above the rate that the gateway allows at the moment.
             *
             *     xai: The key sends more requests than its limit.
             */
            429: {
                headers: {
                    /** @description The organization that is billed. */
                    "openai-organization"?: string;
                    /** @description Time spent, in milliseconds. */
                    "openai-processing-ms"?: string;
                    /** @description The version of the API, for example 2020-10-01. */
                    "openai-version"?: string;
                    /**
                     * @description apimart, toapis: Seconds to wait before the next request.
                     *
                     *     openai: Seconds or an HTTP date.
                     */
                    "retry-after"?: number | string;
                    /** @description Milliseconds, read before retry-after. */
                    "retry-after-ms"?: string;
                    /** @description The limit that refused the request. Submits and polls have one each, for all keys of a user. */
                    "x-ratelimit-category"?: "async_submit" | "async_query";
                    /**
                     * @description The number of requests that the limit allows.
                     * @example 300
                     */
                    "x-ratelimit-limit"?: number;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-tokens"?: string;
                    /**
                     * @description The number of requests that are left.
                     * @example 0
                     */
                    "x-ratelimit-remaining"?: number;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-tokens"?: string;
                    /**
                     * @description toapis: The end of the limit. The unit is not documented.
                     *
                     *     together-ai: Seconds after which the gateway advises the next request to the model.
                     */
                    "x-ratelimit-reset"?: number;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-requests"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-tokens"?: string;
                    /**
                     * @description dimilinks: The id of the request, echoed or generated.
                     *
                     *     openai: The id of the request, for support.
                     */
                    "x-request-id"?: string;
                    /** @description Overrides the client's own rule. */
                    "x-should-retry"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_B"];
                };
            };
            /**
             * @description apimart: The gateway failed. A size that the model does not have and a prompt that the content filter blocks are answered in this way too, with a message that starts with build_request_failed.
             *
             *     toapis: The gateway failed.
             *
             *     together-ai: The gateway has failed.
             */
            500: {
                headers: {
                    "openai-organization"?: string;
                    "openai-processing-ms"?: string;
                    "openai-version"?: string;
                    "retry-after"?: string;
                    "retry-after-ms"?: string;
                    "x-ratelimit-limit-requests"?: string;
                    "x-ratelimit-limit-tokens"?: string;
                    "x-ratelimit-remaining-requests"?: string;
                    "x-ratelimit-remaining-tokens"?: string;
                    "x-ratelimit-reset-requests"?: string;
                    "x-ratelimit-reset-tokens"?: string;
                    "x-request-id"?: string;
                    "x-should-retry"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_B"];
                };
            };
            /** @description The service behind the gateway failed. */
            502: {
                headers: {
                    "openai-organization"?: string;
                    "openai-processing-ms"?: string;
                    "openai-version"?: string;
                    "retry-after"?: string;
                    "retry-after-ms"?: string;
                    "x-ratelimit-limit-requests"?: string;
                    "x-ratelimit-limit-tokens"?: string;
                    "x-ratelimit-remaining-requests"?: string;
                    "x-ratelimit-remaining-tokens"?: string;
                    "x-ratelimit-reset-requests"?: string;
                    "x-ratelimit-reset-tokens"?: string;
                    "x-request-id"?: string;
                    "x-should-retry"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 502,
                     *         "message": "Bad gateway, the server is unavailable",
                     *         "type": "bad_gateway"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /**
             * @description apimart: The service behind the gateway, or the check of idempotency keys, is unavailable. The second means that nothing ran.
             *
             *     openai: The service is overloaded, or asks to slow down.
             *
             *     toapis: The limiter of submits is unavailable. Polls still work.
             *
             *     together-ai: The model is overloaded, although the requests are within the allowed rate.
             */
            503: {
                headers: {
                    /** @description The organization that is billed. */
                    "openai-organization"?: string;
                    /** @description Time spent, in milliseconds. */
                    "openai-processing-ms"?: string;
                    /** @description The version of the API, for example 2020-10-01. */
                    "openai-version"?: string;
                    /**
                     * @description openai: Seconds or an HTTP date.
                     *
                     *     toapis: Seconds to wait before the next request.
                     */
                    "retry-after"?: number | string;
                    /** @description Milliseconds, read before retry-after. */
                    "retry-after-ms"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-tokens"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-tokens"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-requests"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-tokens"?: string;
                    /** @description The id of the request, for support. */
                    "x-request-id"?: string;
                    /** @description Overrides the client's own rule. */
                    "x-should-retry"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_B"];
                };
            };
            /**
             * @description apigo: An error. Its shape is not documented.
             *
             *     apimart, openai, toapis: Any other error.
             *
             *     dimilinks: Any other error: 402 insufficient_balance, 404 not_found, 413, 415, 500 internal_error or billing_error, 502 or 503 upstream_error or service_unavailable
             *
             *     ezlink: An error in the envelope of the relay or of the middleware.
             *
             *     gpt-best: Any error
             *
             *     sub2api: An error.
             *
             *     together-ai: The gateway has failed.
             *
             *     xai: Any other error. Its form is not documented.
             */
            default: {
                headers: {
                    /** @description The organization that is billed. */
                    "openai-organization"?: string;
                    /** @description Time spent, in milliseconds. */
                    "openai-processing-ms"?: string;
                    /** @description The version of the API, for example 2020-10-01. */
                    "openai-version"?: string;
                    /** @description Seconds or an HTTP date. */
                    "retry-after"?: string;
                    /** @description Milliseconds, read before retry-after. */
                    "retry-after-ms"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-tokens"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-tokens"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-requests"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-tokens"?: string;
                    /**
                     * @description dimilinks: The id of the request, echoed or generated.
                     *
                     *     openai: The id of the request, for support.
                     *
                     *     xai: The id of the request.
                     */
                    "x-request-id"?: string;
                    /** @description Overrides the client's own rule. */
                    "x-should-retry"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
        };
    };
    getImageTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id from the reply to the submit.
                 * @example task_01KA040M0HP1GJWBJYZMKX1XS1
                 */
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The task. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImageTask"];
                };
            };
            /** @description The key is missing or wrong. The pages do not tell the two apart. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No such task. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 404,
                     *         "message": "Task not found",
                     *         "type": "not_found_error"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Too many submits or too many polls. A refused request does not count towards the limit. */
            429: {
                headers: {
                    /**
                     * @description Seconds to wait before the next request.
                     * @example 12
                     */
                    "retry-after"?: number;
                    /** @description The limit that refused the request. Submits and polls have one each, for all keys of a user. */
                    "x-ratelimit-category"?: "async_submit" | "async_query";
                    /**
                     * @description The number of requests that the limit allows.
                     * @example 300
                     */
                    "x-ratelimit-limit"?: number;
                    /**
                     * @description The number of requests that are left.
                     * @example 0
                     */
                    "x-ratelimit-remaining"?: number;
                    /**
                     * @description The end of the limit. The unit is not documented.
                     * @example 12
                     */
                    "x-ratelimit-reset"?: number;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": "rate_limit_exceeded",
                     *         "message": "Async task request rate exceeded"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The gateway failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": "internal_error",
                     *         "message": "Internal server error"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Any other error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": "internal_error",
                     *         "message": "Internal server error"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["AnyError"];
                };
            };
        };
    };
    submitImageGeneration: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "model": "gpt-image-1",
                 *       "prompt": "A lighthouse during a winter storm",
                 *       "size": "1536x1024"
                 *     }
                 */
                "application/json": components["schemas"]["sub2api_AsyncGenerateRequest"];
            };
        };
        responses: {
            /** @description The task was accepted. */
            202: {
                headers: {
                    /** @description Keeps caches from storing the state of a task. */
                    "cache-control": "no-store";
                    /**
                     * @description The path of the poll. It has the prefix /v1 as the submit had.
                     * @example /v1/images/tasks/imgtask_0123456789abcdef
                     */
                    location: string;
                    /** @description The advised time between two polls, in seconds. */
                    "retry-after": 3;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "imgtask_0123456789abcdef",
                     *       "task_id": "imgtask_0123456789abcdef",
                     *       "object": "image.generation.task",
                     *       "status": "processing",
                     *       "created_at": 1784092800,
                     *       "expires_at": 1784179200,
                     *       "poll_url": "/v1/images/tasks/imgtask_0123456789abcdef"
                     *     }
                     */
                    "application/json": components["schemas"]["SubmittedTask"];
                };
            };
            /** @description An error of an asynchronous route. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "type": "invalid_request_error",
                     *         "message": "streaming image requests cannot be submitted as asynchronous tasks"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["sub2api_AnyError"];
                };
            };
            /** @description The key is missing, unknown or disabled. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": "INVALID_API_KEY",
                     *       "message": "Invalid API key"
                     *     }
                     */
                    "application/json": components["schemas"]["sub2api_AnyError"];
                };
            };
            /** @description An error of an asynchronous route. */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "type": "invalid_request_error",
                     *         "message": "streaming image requests cannot be submitted as asynchronous tasks"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["sub2api_AnyError"];
                };
            };
            /** @description An error of an asynchronous route. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "type": "invalid_request_error",
                     *         "message": "streaming image requests cannot be submitted as asynchronous tasks"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["sub2api_AnyError"];
                };
            };
            /** @description The operator has not enabled asynchronous tasks, or the platform of the key's group has no images. The route exists all the same; no task is created. */
            404: {
                headers: {
                    /** @description Keeps caches from storing the state of a task. */
                    "cache-control": "no-store";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["sub2api_ErrorResponse"];
                };
            };
            /** @description An error of an asynchronous route. */
            405: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "type": "invalid_request_error",
                     *         "message": "streaming image requests cannot be submitted as asynchronous tasks"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["sub2api_AnyError"];
                };
            };
            /** @description An error of an asynchronous route. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "type": "invalid_request_error",
                     *         "message": "streaming image requests cannot be submitted as asynchronous tasks"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["sub2api_AnyError"];
                };
            };
            /** @description An error of an asynchronous route. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "type": "invalid_request_error",
                     *         "message": "streaming image requests cannot be submitted as asynchronous tasks"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["sub2api_AnyError"];
                };
            };
            /** @description An error of an asynchronous route. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "type": "invalid_request_error",
                     *         "message": "streaming image requests cannot be submitted as asynchronous tasks"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["sub2api_AnyError"];
                };
            };
            /** @description An error of an asynchronous route. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "type": "invalid_request_error",
                     *         "message": "streaming image requests cannot be submitted as asynchronous tasks"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["sub2api_AnyError"];
                };
            };
            /** @description An error of an asynchronous route. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "type": "invalid_request_error",
                     *         "message": "streaming image requests cannot be submitted as asynchronous tasks"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["sub2api_AnyError"];
                };
            };
            /** @description An error of an asynchronous route. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "type": "invalid_request_error",
                     *         "message": "streaming image requests cannot be submitted as asynchronous tasks"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["sub2api_AnyError"];
                };
            };
        };
    };
    retrieveLegacyImageTask: {
        parameters: {
            query?: never;
            header?: {
                /** @description Echoed in the response. */
                "X-Request-Id"?: string;
            };
            path: {
                /** @description sub2api: The id from the reply to the submit. */
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /**
             * @description dimilinks: The task as it stands, in the legacy form
             *
             *     gpt-best: The task in its current state
             *
             *     sub2api: The task. A failed task is a 200 too, with the status of the failure in http_status.
             */
            200: {
                headers: {
                    /** @description Keeps caches from storing the state of a task. */
                    "cache-control"?: "no-store";
                    /** @description The advised time to the next poll, in seconds. A finished task does not have this header. */
                    "retry-after"?: 3;
                    /** @description The id of the request, echoed or generated. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImageTask_B"];
                };
            };
            /**
             * @description gpt-best: Any error
             *
             *     sub2api: An error of an asynchronous route.
             */
            400: {
                headers: {
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /**
             * @description dimilinks: The API key is missing or wrong
             *
             *     gpt-best: Any error
             *
             *     sub2api: The key is missing, unknown or disabled.
             */
            401: {
                headers: {
                    /** @description The id of the request, echoed or generated. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /**
             * @description gpt-best: Any error
             *
             *     sub2api: An error of an asynchronous route.
             */
            402: {
                headers: {
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /**
             * @description gpt-best: Any error
             *
             *     sub2api: An error of an asynchronous route.
             */
            403: {
                headers: {
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /**
             * @description dimilinks: The task does not exist or belongs to another user
             *
             *     gpt-best: Any error
             *
             *     sub2api: No task of this API key has the id. An id of another key is answered in the same way, even if the user is the same.
             */
            404: {
                headers: {
                    /** @description Keeps caches from storing the state of a task. */
                    "cache-control"?: "no-store";
                    /** @description The id of the request, echoed or generated. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_E"];
                };
            };
            /**
             * @description gpt-best: Any error
             *
             *     sub2api: An error of an asynchronous route.
             */
            405: {
                headers: {
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /**
             * @description gpt-best: Any error
             *
             *     sub2api: An error of an asynchronous route.
             */
            409: {
                headers: {
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /**
             * @description gpt-best: Any error
             *
             *     sub2api: An error of an asynchronous route.
             */
            413: {
                headers: {
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /**
             * @description gpt-best: Any error
             *
             *     sub2api: An error of an asynchronous route.
             */
            415: {
                headers: {
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /**
             * @description gpt-best: Any error
             *
             *     sub2api: An error of an asynchronous route.
             */
            422: {
                headers: {
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /**
             * @description gpt-best: Any error
             *
             *     sub2api: An error of an asynchronous route.
             */
            429: {
                headers: {
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /**
             * @description dimilinks: Any other error: 402 insufficient_balance, 404 not_found, 413, 415, 500 internal_error or billing_error, 502 or 503 upstream_error or service_unavailable
             *
             *     gpt-best: Any error
             *
             *     sub2api: An error of an asynchronous route.
             */
            default: {
                headers: {
                    /** @description The id of the request, echoed or generated. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
        };
    };
    createImageVariation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Bills the request to this organization. */
                "OpenAI-Organization"?: string;
                /** @description Bills the request to this project. */
                "OpenAI-Project"?: string;
                /** @description An id of the caller's own choice, for support. */
                "X-Client-Request-Id"?: string;
                /** @description How often the official client has retried this request. */
                "X-Stainless-Retry-Count"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "multipart/form-data": components["schemas"]["CreateImageVariationRequest_B"];
            };
        };
        responses: {
            /** @description What the route answered while it lived. */
            200: {
                headers: {
                    /** @description The organization that is billed. */
                    "openai-organization"?: string;
                    /** @description Time spent, in milliseconds. */
                    "openai-processing-ms"?: string;
                    /** @description The version of the API, for example 2020-10-01. */
                    "openai-version"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-tokens"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-tokens"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-requests"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-tokens"?: string;
                    /** @description The id of the request, for support. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImageResponse"];
                };
            };
            /** @description The key is missing or wrong. */
            401: {
                headers: {
                    /** @description The organization that is billed. */
                    "openai-organization"?: string;
                    /** @description Time spent, in milliseconds. */
                    "openai-processing-ms"?: string;
                    /** @description The version of the API, for example 2020-10-01. */
                    "openai-version"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-tokens"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-tokens"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-requests"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-tokens"?: string;
                    /** @description The id of the request, for support. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /** @description The country, region or territory is not supported, or the key may not do this. */
            403: {
                headers: {
                    /** @description The organization that is billed. */
                    "openai-organization"?: string;
                    /** @description Time spent, in milliseconds. */
                    "openai-processing-ms"?: string;
                    /** @description The version of the API, for example 2020-10-01. */
                    "openai-version"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-tokens"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-tokens"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-requests"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-tokens"?: string;
                    /** @description The id of the request, for support. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /**
             * @description ezlink: Too many requests. Either no body at all (limiter per client address) or the relay's envelope, so no content is declared. No Retry-After.
             *
             *     openai: Too fast, out of credit, or over a spend limit.
             */
            429: {
                headers: {
                    /** @description The organization that is billed. */
                    "openai-organization"?: string;
                    /** @description Time spent, in milliseconds. */
                    "openai-processing-ms"?: string;
                    /** @description The version of the API, for example 2020-10-01. */
                    "openai-version"?: string;
                    /** @description Seconds or an HTTP date. */
                    "retry-after"?: string;
                    /** @description Milliseconds, read before retry-after. */
                    "retry-after-ms"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-tokens"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-tokens"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-requests"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-tokens"?: string;
                    /** @description The id of the request, for support. */
                    "x-request-id"?: string;
                    /** @description Overrides the client's own rule. */
                    "x-should-retry"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["openai_ErrorResponse"];
                };
            };
            /** @description Not implemented. */
            501: {
                headers: {
                    "openai-organization"?: string;
                    "openai-processing-ms"?: string;
                    "openai-version"?: string;
                    "retry-after"?: string;
                    "retry-after-ms"?: string;
                    "x-ratelimit-limit-requests"?: string;
                    "x-ratelimit-limit-tokens"?: string;
                    "x-ratelimit-remaining-requests"?: string;
                    "x-ratelimit-remaining-tokens"?: string;
                    "x-ratelimit-reset-requests"?: string;
                    "x-ratelimit-reset-tokens"?: string;
                    "x-request-id"?: string;
                    "x-should-retry"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "API not implemented",
                     *         "type": "api_error",
                     *         "param": "",
                     *         "code": "api_not_implemented"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ErrorResponse_B"];
                };
            };
            /** @description The service is overloaded, or asks to slow down. */
            503: {
                headers: {
                    /** @description The organization that is billed. */
                    "openai-organization"?: string;
                    /** @description Time spent, in milliseconds. */
                    "openai-processing-ms"?: string;
                    /** @description The version of the API, for example 2020-10-01. */
                    "openai-version"?: string;
                    /** @description Seconds or an HTTP date. */
                    "retry-after"?: string;
                    /** @description Milliseconds, read before retry-after. */
                    "retry-after-ms"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-tokens"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-tokens"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-requests"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-tokens"?: string;
                    /** @description The id of the request, for support. */
                    "x-request-id"?: string;
                    /** @description Overrides the client's own rule. */
                    "x-should-retry"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /**
             * @description ezlink: An error in the envelope of the relay or of the middleware.
             *
             *     openai: Any other error.
             */
            default: {
                headers: {
                    /** @description The organization that is billed. */
                    "openai-organization"?: string;
                    /** @description Time spent, in milliseconds. */
                    "openai-processing-ms"?: string;
                    /** @description The version of the API, for example 2020-10-01. */
                    "openai-version"?: string;
                    /** @description Seconds or an HTTP date. */
                    "retry-after"?: string;
                    /** @description Milliseconds, read before retry-after. */
                    "retry-after-ms"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-tokens"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-tokens"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-requests"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-tokens"?: string;
                    /** @description The id of the request, for support. */
                    "x-request-id"?: string;
                    /** @description Overrides the client's own rule. */
                    "x-should-retry"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
        };
    };
    listModels: {
        parameters: {
            query?: {
                /** @description true leaves only the models of own deployments. */
                dedicated?: boolean;
                /** @description Adds the category or the parameters of each model. */
                expand?: "category" | "parameters";
                /** @description The kind of models to list. chat means text. */
                type?: "text" | "chat" | "image" | "video" | "audio" | "all";
            };
            header?: {
                /** @description Bills the request to this organization. */
                "OpenAI-Organization"?: string;
                /** @description Bills the request to this project. */
                "OpenAI-Project"?: string;
                /** @description An id of the caller's own choice, for support. */
                "X-Client-Request-Id"?: string;
                /** @description Echoed in the response. */
                "X-Request-Id"?: string;
                /** @description How often the official client has retried this request. */
                "X-Stainless-Retry-Count"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /**
             * @description apimart, ezlink, toapis, together-ai, xai: The models.
             *
             *     dimilinks: The models that this key may use
             *
             *     openai: Every model that the key may use.
             */
            200: {
                headers: {
                    /** @description The organization that is billed. */
                    "openai-organization"?: string;
                    /** @description Time spent, in milliseconds. */
                    "openai-processing-ms"?: string;
                    /** @description The version of the API, for example 2020-10-01. */
                    "openai-version"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-tokens"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-tokens"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-requests"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-tokens"?: string;
                    /**
                     * @description dimilinks: The id of the request, echoed or generated.
                     *
                     *     openai: The id of the request, for support.
                     *
                     *     xai: The id of the request.
                     */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelList"];
                };
            };
            /**
             * @description together-ai: The request is not valid.
             *
             *     xai: An argument of the request is not valid, or the API key is wrong.
             */
            400: {
                headers: {
                    "openai-organization"?: string;
                    "openai-processing-ms"?: string;
                    "openai-version"?: string;
                    "retry-after"?: string;
                    "retry-after-ms"?: string;
                    "x-ratelimit-limit-requests"?: string;
                    "x-ratelimit-limit-tokens"?: string;
                    "x-ratelimit-remaining-requests"?: string;
                    "x-ratelimit-remaining-tokens"?: string;
                    "x-ratelimit-reset-requests"?: string;
                    "x-ratelimit-reset-tokens"?: string;
                    "x-request-id"?: string;
                    "x-should-retry"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /**
             * @description apimart, openai, together-ai: The key is missing or wrong.
             *
             *     dimilinks: The API key is missing or wrong
             *
             *     toapis: The key is missing or wrong. The pages do not tell the two apart.
             *
             *     xai: The request has no Authorization header, or the header has no valid token.
             */
            401: {
                headers: {
                    /** @description The organization that is billed. */
                    "openai-organization"?: string;
                    /** @description Time spent, in milliseconds. */
                    "openai-processing-ms"?: string;
                    /** @description The version of the API, for example 2020-10-01. */
                    "openai-version"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-tokens"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-tokens"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-requests"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-tokens"?: string;
                    /**
                     * @description dimilinks: The id of the request, echoed or generated.
                     *
                     *     openai: The id of the request, for support.
                     */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_B"];
                };
            };
            /** @description The country, region or territory is not supported, or the key may not do this. */
            403: {
                headers: {
                    /** @description The organization that is billed. */
                    "openai-organization"?: string;
                    /** @description Time spent, in milliseconds. */
                    "openai-processing-ms"?: string;
                    /** @description The version of the API, for example 2020-10-01. */
                    "openai-version"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-tokens"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-tokens"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-requests"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-tokens"?: string;
                    /** @description The id of the request, for support. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /** @description No route has this path, or no model has this id. */
            404: {
                headers: {
                    "openai-organization"?: string;
                    "openai-processing-ms"?: string;
                    "openai-version"?: string;
                    "retry-after"?: string;
                    "retry-after-ms"?: string;
                    "x-ratelimit-limit-requests"?: string;
                    "x-ratelimit-limit-tokens"?: string;
                    "x-ratelimit-remaining-requests"?: string;
                    "x-ratelimit-remaining-tokens"?: string;
                    "x-ratelimit-reset-requests"?: string;
                    "x-ratelimit-reset-tokens"?: string;
                    "x-request-id"?: string;
                    "x-should-retry"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "Unable to access model black-forest-labs/FLUX.0.",
                     *         "type": "invalid_request_error",
                     *         "param": null,
                     *         "code": "model_not_available"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /**
             * @description ezlink: Too many requests. Either no body at all (limiter per client address) or the relay's envelope, so no content is declared. No Retry-After.
             *
             *     openai: Too fast, out of credit, or over a spend limit.
             *
             *     together-ai: The requests are above the rate that the gateway allows at the moment.
             */
            429: {
                headers: {
                    /** @description The organization that is billed. */
                    "openai-organization"?: string;
                    /** @description Time spent, in milliseconds. */
                    "openai-processing-ms"?: string;
                    /** @description The version of the API, for example 2020-10-01. */
                    "openai-version"?: string;
                    /** @description Seconds or an HTTP date. */
                    "retry-after"?: string;
                    /** @description Milliseconds, read before retry-after. */
                    "retry-after-ms"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-tokens"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-tokens"?: string;
                    /** @description Seconds after which the gateway advises the next request to the model. */
                    "x-ratelimit-reset"?: number;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-requests"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-tokens"?: string;
                    /** @description The id of the request, for support. */
                    "x-request-id"?: string;
                    /** @description Overrides the client's own rule. */
                    "x-should-retry"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /** @description The service is overloaded, or asks to slow down. */
            503: {
                headers: {
                    /** @description The organization that is billed. */
                    "openai-organization"?: string;
                    /** @description Time spent, in milliseconds. */
                    "openai-processing-ms"?: string;
                    /** @description The version of the API, for example 2020-10-01. */
                    "openai-version"?: string;
                    /** @description Seconds or an HTTP date. */
                    "retry-after"?: string;
                    /** @description Milliseconds, read before retry-after. */
                    "retry-after-ms"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-tokens"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-tokens"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-requests"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-tokens"?: string;
                    /** @description The id of the request, for support. */
                    "x-request-id"?: string;
                    /** @description Overrides the client's own rule. */
                    "x-should-retry"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /** @description The gateway has not answered in time. */
            504: {
                headers: {
                    "openai-organization"?: string;
                    "openai-processing-ms"?: string;
                    "openai-version"?: string;
                    "retry-after"?: string;
                    "retry-after-ms"?: string;
                    "x-ratelimit-limit-requests"?: string;
                    "x-ratelimit-limit-tokens"?: string;
                    "x-ratelimit-remaining-requests"?: string;
                    "x-ratelimit-remaining-tokens"?: string;
                    "x-ratelimit-reset-requests"?: string;
                    "x-ratelimit-reset-tokens"?: string;
                    "x-request-id"?: string;
                    "x-should-retry"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "The request has taken too long.",
                     *         "type": "timeout",
                     *         "param": null,
                     *         "code": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /**
             * @description apimart, openai, toapis: Any other error.
             *
             *     dimilinks: Any other error: 402 insufficient_balance, 404 not_found, 413, 415, 500 internal_error or billing_error, 502 or 503 upstream_error or service_unavailable
             *
             *     ezlink: An error in the envelope of the relay or of the middleware.
             *
             *     together-ai: The gateway has failed.
             *
             *     xai: Any other error. Its form is not documented.
             */
            default: {
                headers: {
                    /** @description The organization that is billed. */
                    "openai-organization"?: string;
                    /** @description Time spent, in milliseconds. */
                    "openai-processing-ms"?: string;
                    /** @description The version of the API, for example 2020-10-01. */
                    "openai-version"?: string;
                    /** @description Seconds or an HTTP date. */
                    "retry-after"?: string;
                    /** @description Milliseconds, read before retry-after. */
                    "retry-after-ms"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-tokens"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-tokens"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-requests"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-tokens"?: string;
                    /**
                     * @description dimilinks: The id of the request, echoed or generated.
                     *
                     *     openai: The id of the request, for support.
                     *
                     *     xai: The id of the request.
                     */
                    "x-request-id"?: string;
                    /** @description Overrides the client's own rule. */
                    "x-should-retry"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
        };
    };
    retrieveModel: {
        parameters: {
            query?: never;
            header?: {
                /** @description Bills the request to this organization. */
                "OpenAI-Organization"?: string;
                /** @description Bills the request to this project. */
                "OpenAI-Project"?: string;
                /** @description An id of the caller's own choice, for support. */
                "X-Client-Request-Id"?: string;
                /** @description How often the official client has retried this request. */
                "X-Stainless-Retry-Count"?: number;
            };
            path: {
                /** @description openai, xai: The id of the model. */
                model: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The model. */
            200: {
                headers: {
                    /** @description The organization that is billed. */
                    "openai-organization"?: string;
                    /** @description Time spent, in milliseconds. */
                    "openai-processing-ms"?: string;
                    /** @description The version of the API, for example 2020-10-01. */
                    "openai-version"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-tokens"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-tokens"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-requests"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-tokens"?: string;
                    /**
                     * @description openai: The id of the request, for support.
                     *
                     *     xai: The id of the request.
                     */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
                };
            };
            /** @description An argument of the request is not valid, or the API key is wrong. */
            400: {
                headers: {
                    "openai-organization"?: string;
                    "openai-processing-ms"?: string;
                    "openai-version"?: string;
                    "retry-after"?: string;
                    "retry-after-ms"?: string;
                    "x-ratelimit-limit-requests"?: string;
                    "x-ratelimit-limit-tokens"?: string;
                    "x-ratelimit-remaining-requests"?: string;
                    "x-ratelimit-remaining-tokens"?: string;
                    "x-ratelimit-reset-requests"?: string;
                    "x-ratelimit-reset-tokens"?: string;
                    "x-request-id"?: string;
                    "x-should-retry"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /**
             * @description openai: The key is missing or wrong.
             *
             *     xai: The request has no Authorization header, or the header has no valid token.
             */
            401: {
                headers: {
                    /** @description The organization that is billed. */
                    "openai-organization"?: string;
                    /** @description Time spent, in milliseconds. */
                    "openai-processing-ms"?: string;
                    /** @description The version of the API, for example 2020-10-01. */
                    "openai-version"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-tokens"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-tokens"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-requests"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-tokens"?: string;
                    /** @description The id of the request, for support. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /** @description The country, region or territory is not supported, or the key may not do this. */
            403: {
                headers: {
                    /** @description The organization that is billed. */
                    "openai-organization"?: string;
                    /** @description Time spent, in milliseconds. */
                    "openai-processing-ms"?: string;
                    /** @description The version of the API, for example 2020-10-01. */
                    "openai-version"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-tokens"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-tokens"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-requests"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-tokens"?: string;
                    /** @description The id of the request, for support. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /** @description No model has this id, or no endpoint has this path. */
            404: {
                headers: {
                    "openai-organization"?: string;
                    "openai-processing-ms"?: string;
                    "openai-version"?: string;
                    "retry-after"?: string;
                    "retry-after-ms"?: string;
                    "x-ratelimit-limit-requests"?: string;
                    "x-ratelimit-limit-tokens"?: string;
                    "x-ratelimit-remaining-requests"?: string;
                    "x-ratelimit-remaining-tokens"?: string;
                    "x-ratelimit-reset-requests"?: string;
                    "x-ratelimit-reset-tokens"?: string;
                    "x-request-id"?: string;
                    "x-should-retry"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": "Unknown error",
                     *       "error": "The request cannot be answered."
                     *     }
                     */
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /**
             * @description ezlink: Too many requests. Either no body at all (limiter per client address) or the relay's envelope, so no content is declared. No Retry-After.
             *
             *     openai: Too fast, out of credit, or over a spend limit.
             */
            429: {
                headers: {
                    /** @description The organization that is billed. */
                    "openai-organization"?: string;
                    /** @description Time spent, in milliseconds. */
                    "openai-processing-ms"?: string;
                    /** @description The version of the API, for example 2020-10-01. */
                    "openai-version"?: string;
                    /** @description Seconds or an HTTP date. */
                    "retry-after"?: string;
                    /** @description Milliseconds, read before retry-after. */
                    "retry-after-ms"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-tokens"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-tokens"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-requests"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-tokens"?: string;
                    /** @description The id of the request, for support. */
                    "x-request-id"?: string;
                    /** @description Overrides the client's own rule. */
                    "x-should-retry"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /** @description The service is overloaded, or asks to slow down. */
            503: {
                headers: {
                    /** @description The organization that is billed. */
                    "openai-organization"?: string;
                    /** @description Time spent, in milliseconds. */
                    "openai-processing-ms"?: string;
                    /** @description The version of the API, for example 2020-10-01. */
                    "openai-version"?: string;
                    /** @description Seconds or an HTTP date. */
                    "retry-after"?: string;
                    /** @description Milliseconds, read before retry-after. */
                    "retry-after-ms"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-tokens"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-tokens"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-requests"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-tokens"?: string;
                    /** @description The id of the request, for support. */
                    "x-request-id"?: string;
                    /** @description Overrides the client's own rule. */
                    "x-should-retry"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /**
             * @description ezlink: An error in the envelope of the relay or of the middleware.
             *
             *     openai: Any other error.
             *
             *     xai: Any other error. Its form is not documented.
             */
            default: {
                headers: {
                    /** @description The organization that is billed. */
                    "openai-organization"?: string;
                    /** @description Time spent, in milliseconds. */
                    "openai-processing-ms"?: string;
                    /** @description The version of the API, for example 2020-10-01. */
                    "openai-version"?: string;
                    /** @description Seconds or an HTTP date. */
                    "retry-after"?: string;
                    /** @description Milliseconds, read before retry-after. */
                    "retry-after-ms"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-limit-tokens"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-requests"?: string;
                    /** @description Requests or tokens, allowed or left. */
                    "x-ratelimit-remaining-tokens"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-requests"?: string;
                    /** @description Time until the limit is whole again, for example 6m0s. */
                    "x-ratelimit-reset-tokens"?: string;
                    /**
                     * @description openai: The id of the request, for support.
                     *
                     *     xai: The id of the request.
                     */
                    "x-request-id"?: string;
                    /** @description Overrides the client's own rule. */
                    "x-should-retry"?: "true" | "false";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
        };
    };
    ImageGenerations_Edit: {
        parameters: {
            query: {
                /**
                 * @description The version of the API, a date, with -preview for previews. The samples have 2025-04-01-preview for GPT image models and 2024-02-01 for DALL-E 3.
                 * @example 2025-04-01-preview
                 */
                "api-version": string;
            };
            header?: never;
            path: {
                /**
                 * @description The name of the deployment, chosen by the customer; it decides the model.
                 * @example gpt-image-1-deployment
                 */
                "deployment-id": string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["azure_EditForm"];
            };
        };
        responses: {
            /** @description The images. GPT image models answer base64 text only, DALL-E 3 a link unless the request asks for base64. */
            200: {
                headers: {
                    /** @description The id of the request, for support. */
                    "apim-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["azure_ImageResponse"];
                    "text/event-stream": components["schemas"]["PartialEvent"] | components["schemas"]["EditPartialEvent"] | components["schemas"]["CompletedEvent"] | components["schemas"]["ErrorEvent"];
                };
            };
            /** @description The request is malformed, has a wrong value or was refused by a content filter. A refusal of the filter has the code contentFilter on the page and content_policy_violation or content_filter elsewhere. */
            400: {
                headers: {
                    /** @description The id of the request, for support. */
                    "apim-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["azure_ErrorResponse"];
                };
            };
            /** @description The key or the token is missing, wrong or expired. */
            401: {
                headers: {
                    /** @description The id of the request, for support. */
                    "apim-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["azure_ErrorResponse"] | components["schemas"]["GatewayError"];
                };
            };
            /** @description The network rules of the resource refuse the caller, or the resource is suspended. */
            403: {
                headers: {
                    /** @description The id of the request, for support. */
                    "apim-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": "Forbidden",
                     *         "message": "Your resource has been temporarily blocked because we detected behavior that may violate our content policy. For more details on Azure OpenAI service content policy, please visit https://aka.ms/aoaicodeofconduct"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["azure_ErrorResponse"];
                };
            };
            /** @description The path, the deployment or the version of the API does not exist. code is a text of digits here. */
            404: {
                headers: {
                    /** @description The id of the request, for support. */
                    "apim-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["azure_ErrorResponse"];
                };
            };
            /** @description The deployment made more images than its quota, or the service has no capacity. */
            429: {
                headers: {
                    /** @description The id of the request, for support. */
                    "apim-request-id"?: string;
                    /** @description Seconds to wait. */
                    "retry-after"?: number;
                    /** @description Milliseconds to wait, where the header is present. */
                    "retry-after-ms"?: number;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": "RateLimitReached",
                     *         "message": "Your requests to gpt-image-2 for gpt-image-2 in East US 2 have exceeded the call rate limit for your current AIServices S0 pricing tier. This request was for ImageGenerations_Create under Azure OpenAI API version 2025-04-01-preview. Please retry after 16 seconds."
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["azure_ErrorResponse"];
                };
            };
            /** @description The service failed; a later request may succeed. */
            500: {
                headers: {
                    /** @description The id of the request, for support. */
                    "apim-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["azure_ErrorResponse"];
                };
            };
            /** @description The service failed; a later request may succeed. */
            503: {
                headers: {
                    /** @description The id of the request, for support. */
                    "apim-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["azure_ErrorResponse"];
                };
            };
            /** @description The service failed; a later request may succeed. */
            default: {
                headers: {
                    /** @description The id of the request, for support. */
                    "apim-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["azure_ErrorResponse"];
                };
            };
        };
    };
    ImageGenerations_Create: {
        parameters: {
            query: {
                /**
                 * @description The version of the API, a date, with -preview for previews. The samples have 2025-04-01-preview for GPT image models and 2024-02-01 for DALL-E 3.
                 * @example 2025-04-01-preview
                 */
                "api-version": string;
            };
            header?: never;
            path: {
                /**
                 * @description The name of the deployment, chosen by the customer; it decides the model.
                 * @example gpt-image-1-deployment
                 */
                "deployment-id": string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["azure_GenerateRequest"];
            };
        };
        responses: {
            /** @description The images. GPT image models answer base64 text only, DALL-E 3 a link unless the request asks for base64. */
            200: {
                headers: {
                    /** @description The id of the request, for support. */
                    "apim-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["azure_ImageResponse"];
                    "text/event-stream": components["schemas"]["PartialEvent"] | components["schemas"]["EditPartialEvent"] | components["schemas"]["CompletedEvent"] | components["schemas"]["ErrorEvent"];
                };
            };
            /** @description The request is malformed, has a wrong value or was refused by a content filter. A refusal of the filter has the code contentFilter on the page and content_policy_violation or content_filter elsewhere. */
            400: {
                headers: {
                    /** @description The id of the request, for support. */
                    "apim-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["azure_ErrorResponse"];
                };
            };
            /** @description The key or the token is missing, wrong or expired. */
            401: {
                headers: {
                    /** @description The id of the request, for support. */
                    "apim-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["azure_ErrorResponse"] | components["schemas"]["GatewayError"];
                };
            };
            /** @description The network rules of the resource refuse the caller, or the resource is suspended. */
            403: {
                headers: {
                    /** @description The id of the request, for support. */
                    "apim-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": "Forbidden",
                     *         "message": "Your resource has been temporarily blocked because we detected behavior that may violate our content policy. For more details on Azure OpenAI service content policy, please visit https://aka.ms/aoaicodeofconduct"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["azure_ErrorResponse"];
                };
            };
            /** @description The path, the deployment or the version of the API does not exist. code is a text of digits here. */
            404: {
                headers: {
                    /** @description The id of the request, for support. */
                    "apim-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["azure_ErrorResponse"];
                };
            };
            /** @description The deployment made more images than its quota, or the service has no capacity. */
            429: {
                headers: {
                    /** @description The id of the request, for support. */
                    "apim-request-id"?: string;
                    /** @description Seconds to wait. */
                    "retry-after"?: number;
                    /** @description Milliseconds to wait, where the header is present. */
                    "retry-after-ms"?: number;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": "RateLimitReached",
                     *         "message": "Your requests to gpt-image-2 for gpt-image-2 in East US 2 have exceeded the call rate limit for your current AIServices S0 pricing tier. This request was for ImageGenerations_Create under Azure OpenAI API version 2025-04-01-preview. Please retry after 16 seconds."
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["azure_ErrorResponse"];
                };
            };
            /** @description The service failed; a later request may succeed. */
            500: {
                headers: {
                    /** @description The id of the request, for support. */
                    "apim-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["azure_ErrorResponse"];
                };
            };
            /** @description The service failed; a later request may succeed. */
            503: {
                headers: {
                    /** @description The id of the request, for support. */
                    "apim-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["azure_ErrorResponse"];
                };
            };
            /** @description The service failed; a later request may succeed. */
            default: {
                headers: {
                    /** @description The id of the request, for support. */
                    "apim-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["azure_ErrorResponse"];
                };
            };
        };
    };
    getPImgTaskIdIdx: {
        parameters: {
            query: {
                /** @description Expiry of the link, Unix time in milliseconds. */
                exp: number;
                /** @description The link's signature. */
                sig: string;
            };
            header?: never;
            path: {
                /** @description Counts from 0; above 64 is a 400 (inferred). */
                idx: number;
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The image */
            200: {
                headers: {
                    /** @description private, max-age=1800 or 3600 (inferred). */
                    "cache-control"?: string;
                    /** @description The id of the request, echoed or generated. */
                    "x-request-id"?: string;
                    /** @description Seen in the backend source (inferred). */
                    "x-upscale"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": unknown;
                    "image/png": unknown;
                    "image/webp": unknown;
                };
            };
            /** @description A parameter is missing or not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The link has expired or its signature is wrong */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such task or image */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The origin of the image did not respond */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The origin of the image is not available */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Any other error, without a body */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getPrivateImagesImageIdIndex: {
        parameters: {
            query?: {
                /** @description The end of the link in ISO 8601. */
                se?: string;
                /** @description The signature of the link. The printed sample leaves it out. */
                sig?: string;
            };
            header?: never;
            path: {
                /** @description The id of the request's images. */
                image_id: string;
                /** @description The number of the image, from 0. */
                index: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The image. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/png": unknown;
                };
            };
            /** @description The link has ended, or its signature is wrong. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such image. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Any other error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    cancelQueueJob: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "model": "my-image-deployment",
                 *       "request_id": "019a3b6e-5c1d-7c42-9a10-6f2d1b7e8c3a"
                 *     }
                 */
                "application/json": components["schemas"]["QueueCancelRequest"];
            };
        };
        responses: {
            /** @description The job is cancelled. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "canceled"
                     *     }
                     */
                    "application/json": components["schemas"]["QueueCancelResponse"];
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "invalid_request_error",
                     *       "code": "missing_parameter",
                     *       "message": "model is required",
                     *       "param": "model"
                     *     }
                     */
                    "application/json": components["schemas"]["QueueError"];
                };
            };
            /** @description No job has this id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "not_found_error",
                     *       "code": "not_found",
                     *       "message": "The job does not exist",
                     *       "param": "request_id"
                     *     }
                     */
                    "application/json": components["schemas"]["QueueError"];
                };
            };
            /** @description The job does not wait any more. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "running"
                     *     }
                     */
                    "application/json": components["schemas"]["QueueCancelResponse"];
                };
            };
            /** @description The queue has failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "server_error",
                     *       "code": "internal",
                     *       "message": "The queue has failed"
                     *     }
                     */
                    "application/json": components["schemas"]["QueueError"];
                };
            };
            /** @description The queue has failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "server_error",
                     *       "code": "internal",
                     *       "message": "The queue has failed"
                     *     }
                     */
                    "application/json": components["schemas"]["QueueError"];
                };
            };
        };
    };
    getQueueMetrics: {
        parameters: {
            query: {
                /** @description The deployment. */
                model: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The numbers of jobs. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "messages_running": 1,
                     *       "messages_waiting": 3,
                     *       "total_jobs": 4
                     *     }
                     */
                    "application/json": components["schemas"]["QueueMetricsResponse"];
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "invalid_request_error",
                     *       "code": "missing_parameter",
                     *       "message": "model is required",
                     *       "param": "model"
                     *     }
                     */
                    "application/json": components["schemas"]["QueueError"];
                };
            };
            /** @description The key is missing or wrong. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "authentication_error",
                     *       "code": "invalid_api_key",
                     *       "message": "The key is not valid"
                     *     }
                     */
                    "application/json": components["schemas"]["QueueError"];
                };
            };
            /** @description The queue has failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "server_error",
                     *       "code": "internal",
                     *       "message": "The queue has failed"
                     *     }
                     */
                    "application/json": components["schemas"]["QueueError"];
                };
            };
            /** @description The queue has failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "server_error",
                     *       "code": "internal",
                     *       "message": "The queue has failed"
                     *     }
                     */
                    "application/json": components["schemas"]["QueueError"];
                };
            };
        };
    };
    getQueueJobStatus: {
        parameters: {
            query: {
                /** @description The deployment that has the job. */
                model: string;
                /** @description The requestId of the submit. */
                request_id: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job as it stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "request_id": "019a3b6e-5c1d-7c42-9a10-6f2d1b7e8c3a",
                     *       "model": "my-image-deployment",
                     *       "status": "done",
                     *       "created_at": "2026-04-28T12:00:00Z",
                     *       "claimed_at": "2026-04-28T12:00:01Z",
                     *       "done_at": "2026-04-28T12:00:09Z",
                     *       "inputs": {
                     *         "prompt": "A lighthouse at dawn"
                     *       },
                     *       "outputs": {
                     *         "image": "https://example.com/lighthouse.png"
                     *       },
                     *       "info": {},
                     *       "priority": 1
                     *     }
                     */
                    "application/json": components["schemas"]["QueueJobStatusResponse"];
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "invalid_request_error",
                     *       "code": "missing_parameter",
                     *       "message": "model is required",
                     *       "param": "model"
                     *     }
                     */
                    "application/json": components["schemas"]["QueueError"];
                };
            };
            /** @description The key is missing or wrong. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "authentication_error",
                     *       "code": "invalid_api_key",
                     *       "message": "The key is not valid"
                     *     }
                     */
                    "application/json": components["schemas"]["QueueError"];
                };
            };
            /** @description No job has this id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "not_found_error",
                     *       "code": "not_found",
                     *       "message": "The job does not exist",
                     *       "param": "request_id"
                     *     }
                     */
                    "application/json": components["schemas"]["QueueError"];
                };
            };
            /** @description The queue has failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "server_error",
                     *       "code": "internal",
                     *       "message": "The queue has failed"
                     *     }
                     */
                    "application/json": components["schemas"]["QueueError"];
                };
            };
            /** @description The queue has failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "server_error",
                     *       "code": "internal",
                     *       "message": "The queue has failed"
                     *     }
                     */
                    "application/json": components["schemas"]["QueueError"];
                };
            };
        };
    };
    submitQueueJob: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "model": "my-image-deployment",
                 *       "payload": {
                 *         "prompt": "A lighthouse at dawn"
                 *       },
                 *       "priority": 1
                 *     }
                 */
                "application/json": components["schemas"]["QueueJobRequest"];
            };
        };
        responses: {
            /** @description The job waits. The id is requestId here, and request_id in every other route. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "requestId": "019a3b6e-5c1d-7c42-9a10-6f2d1b7e8c3a"
                     *     }
                     */
                    "application/json": components["schemas"]["QueueJobResponse"];
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "invalid_request_error",
                     *       "code": "missing_parameter",
                     *       "message": "model is required",
                     *       "param": "model"
                     *     }
                     */
                    "application/json": components["schemas"]["QueueError"];
                };
            };
            /** @description The key is missing or wrong. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "authentication_error",
                     *       "code": "invalid_api_key",
                     *       "message": "The key is not valid"
                     *     }
                     */
                    "application/json": components["schemas"]["QueueError"];
                };
            };
            /** @description The queue has failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "server_error",
                     *       "code": "internal",
                     *       "message": "The queue has failed"
                     *     }
                     */
                    "application/json": components["schemas"]["QueueError"];
                };
            };
            /** @description The queue has failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "server_error",
                     *       "code": "internal",
                     *       "message": "The queue has failed"
                     *     }
                     */
                    "application/json": components["schemas"]["QueueError"];
                };
            };
        };
    };
    getResultsTaskIdIndex: {
        parameters: {
            query?: {
                /** @description The end of the link in ISO 8601. */
                se?: string;
                /** @description The signature of the link in base64. */
                sig?: string;
            };
            header?: never;
            path: {
                /** @description The number of the image, always 0. */
                index: number;
                /** @description The id of the task. */
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The image. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": unknown;
                    "image/png": unknown;
                    "image/webp": unknown;
                };
            };
            /** @description The link has ended, or its signature is wrong. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such image. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Any other error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getShrtIdIndex: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any name that is not empty. The gateway refuses a request without the header; the mock does not. */
                "User-Agent"?: string;
            };
            path: {
                /** @description The request that made the image. */
                id: string;
                /** @description The number of the image, from 0. */
                index: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The image. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": unknown;
                    "image/png": unknown;
                };
            };
            /** @description The User-Agent is empty, or the link has ended. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such image. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Any other error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getTask: {
        parameters: {
            query?: {
                /** @description The language of the message of a failure. The page with four languages is older than the page with ten. */
                language?: "zh" | "en" | "ko" | "ja" | "ru" | "fr" | "de" | "id" | "pt" | "es";
            };
            header?: {
                /** @description Echoed in the response. */
                "X-Request-Id"?: string;
            };
            path: {
                /** @description apimart: The id from the reply to the submit. */
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /**
             * @description apimart: The task.
             *
             *     dimilinks: The task as it stands
             */
            200: {
                headers: {
                    /** @description The id of the request, echoed or generated. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImageTask_C"];
                };
            };
            /** @description The id is not the id of a task. */
            400: {
                headers: {
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 400,
                     *         "message": "Invalid task ID",
                     *         "type": "invalid_request_error"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /**
             * @description apimart: The key is missing or wrong.
             *
             *     dimilinks: The API key is missing or wrong
             */
            401: {
                headers: {
                    /** @description The id of the request, echoed or generated. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /** @description The balance of the account is not enough. */
            402: {
                headers: {
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 402,
                     *         "message": "The balance of the account is not enough",
                     *         "type": "payment_required"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /** @description The account may not use the resource. */
            403: {
                headers: {
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 403,
                     *         "message": "You have no permission to use this resource",
                     *         "type": "permission_error"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /** @description The task does not exist or belongs to another user */
            404: {
                headers: {
                    /** @description The id of the request, echoed or generated. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /** @description Too many requests. */
            429: {
                headers: {
                    /**
                     * @description Seconds to wait before the next request.
                     * @example 10
                     */
                    "retry-after"?: number;
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 429,
                     *         "message": "Rate limit exceeded. Please try again later",
                     *         "type": "rate_limit_error"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /** @description The gateway failed. */
            500: {
                headers: {
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 500,
                     *         "message": "Internal server error, try again later",
                     *         "type": "server_error"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /** @description The service behind the gateway failed. */
            502: {
                headers: {
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 502,
                     *         "message": "Bad gateway, the server is unavailable",
                     *         "type": "bad_gateway"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /**
             * @description apimart: Any other error.
             *
             *     dimilinks: Any other error: 402 insufficient_balance, 404 not_found, 413, 415, 500 internal_error or billing_error, 502 or 503 upstream_error or service_unavailable
             */
            default: {
                headers: {
                    /** @description The id of the request, echoed or generated. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
        };
    };
    getTasks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "task_ids": [
                 *         "task_01KA040M0HP1GJWBJYZMKX1XS1",
                 *         "task_01KPQ7J7DWB7QZ3WCEK3YVPBRA"
                 *       ]
                 *     }
                 */
                "application/json": {
                    /** @description The ids of the tasks. */
                    task_ids: string[];
                };
            };
        };
        responses: {
            /** @description The tasks, in a form that is not documented. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /** @example {} */
                    "application/json": Record<string, unknown>;
                };
            };
            /** @description The key is missing or wrong. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 401,
                     *         "message": "Authentication failed, check your API key",
                     *         "type": "authentication_error"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["apimart_ErrorResponse"];
                };
            };
            /** @description Any other error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 500,
                     *         "message": "Internal server error, try again later",
                     *         "type": "server_error"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["apimart_ErrorResponse"];
                };
            };
        };
    };
    createToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "My new token",
                 *       "expired_time": -1,
                 *       "remain_credits": 200,
                 *       "unlimited_quota": false
                 *     }
                 */
                "application/json": components["schemas"]["TokenRequest"];
            };
        };
        responses: {
            /** @description The key. A failure is a 200 too, with success false. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenReply"];
                };
            };
            /** @description The key is missing or wrong. The pages do not tell the two apart. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Too many requests to a route that is not about tasks. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 429,
                     *         "message": "Too many requests, please try again later",
                     *         "type": "rate_limit_error"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Any other error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": "internal_error",
                     *         "message": "Internal server error"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["AnyError"];
                };
            };
        };
    };
    uploadImage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /**
                     * @description apimart: A JPEG, PNG, WebP or GIF file, judged by content, of at most 20 MB (20971520 bytes).
                     *
                     *     toapis: A JPEG, PNG, WebP or GIF file of at most 10 MB.
                     */
                    file: Blob;
                    /**
                     * @description The purpose of the upload.
                     * @default generation
                     */
                    purpose?: string;
                };
            };
        };
        responses: {
            /** @description The upload. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"];
                };
            };
            /**
             * @description apimart: The file is missing, or its format is not accepted. These errors have no code.
             *
             *     toapis: The file is too large, or its format is not accepted. These errors have another envelope than other errors.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_F"];
                };
            };
            /**
             * @description apimart: The key is missing or wrong.
             *
             *     toapis: The key is missing or wrong. The pages do not tell the two apart.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_B"];
                };
            };
            /** @description The file is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "file size 25165824 exceeds maximum 20971520 bytes",
                     *         "type": "invalid_request_error"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /** @description Too many requests. */
            429: {
                headers: {
                    /**
                     * @description Seconds to wait before the next request.
                     * @example 10
                     */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 429,
                     *         "message": "Rate limit exceeded. Please try again later",
                     *         "type": "rate_limit_error"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /** @description The upload failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "failed to upload image",
                     *         "type": "server_error"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
            /** @description Any other error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
        };
    };
    getUserBalance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The balance. A failure of the query is a 200 too, with success false. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BalanceReply"];
                };
            };
            /**
             * @description apimart: The key is missing or wrong.
             *
             *     toapis: The key is missing or wrong. The pages do not tell the two apart.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_B"];
                };
            };
            /**
             * @description apimart: Too many requests.
             *
             *     toapis: Too many requests to a route that is not about tasks.
             */
            429: {
                headers: {
                    /**
                     * @description Seconds to wait before the next request.
                     * @example 10
                     */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_B"];
                };
            };
            /** @description Any other error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse_C"];
                };
            };
        };
    };
    getXaiImgenRequestIdIndex: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The number of the image, from 0. */
                index: number;
                /** @description The request that made the image. */
                request_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The image. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": unknown;
                    "image/png": unknown;
                    "image/webp": unknown;
                };
            };
            /** @description The link has ended. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such image. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Any other error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
