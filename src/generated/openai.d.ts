// Generated from an OpenAPI document by openapi-typescript. Do not edit.
export interface paths {
    "/files": {
        parameters: {
            query?: never;
            header?: {
                /** @description Bills the request to this organization. */
                "OpenAI-Organization"?: components["parameters"]["OpenAIOrganization"];
                /** @description Bills the request to this project. */
                "OpenAI-Project"?: components["parameters"]["OpenAIProject"];
                /** @description An id of the caller's own choice, for support. */
                "X-Client-Request-Id"?: components["parameters"]["XClientRequestId"];
                /** @description How often the official client has retried this request. */
                "X-Stainless-Retry-Count"?: components["parameters"]["XStainlessRetryCount"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload a file
         * @description An image of an edit may be named by the id of its file.
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
            header?: {
                /** @description Bills the request to this organization. */
                "OpenAI-Organization"?: components["parameters"]["OpenAIOrganization"];
                /** @description Bills the request to this project. */
                "OpenAI-Project"?: components["parameters"]["OpenAIProject"];
                /** @description An id of the caller's own choice, for support. */
                "X-Client-Request-Id"?: components["parameters"]["XClientRequestId"];
                /** @description How often the official client has retried this request. */
                "X-Stainless-Retry-Count"?: components["parameters"]["XStainlessRetryCount"];
            };
            path: {
                /** @description The id of the file. */
                file_id: string;
            };
            cookie?: never;
        };
        /** Look up one file */
        get: operations["retrieveFile"];
        put?: never;
        post?: never;
        /** Delete a file */
        delete: operations["deleteFile"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/generated/{task_id}/{index}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Index of the image in the request, from 0. */
                index: number;
                /** @description Id of the request. */
                task_id: string;
            };
            cookie?: never;
        };
        /**
         * Download an image of a legacy model
         * @description Needs no key. GPT image models never return a URL.
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
    "/images/edits": {
        parameters: {
            query?: never;
            header?: {
                /** @description Bills the request to this organization. */
                "OpenAI-Organization"?: components["parameters"]["OpenAIOrganization"];
                /** @description Bills the request to this project. */
                "OpenAI-Project"?: components["parameters"]["OpenAIProject"];
                /** @description An id of the caller's own choice, for support. */
                "X-Client-Request-Id"?: components["parameters"]["XClientRequestId"];
                /** @description How often the official client has retried this request. */
                "X-Stainless-Retry-Count"?: components["parameters"]["XStainlessRetryCount"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Edit or extend images
         * @description Takes files as multipart/form-data (`image`, `mask`, `markup`) or references as JSON (`images`, `mask`). The two bodies have different fields.
         */
        post: operations["createImageEdit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/images/generations": {
        parameters: {
            query?: never;
            header?: {
                /** @description Bills the request to this organization. */
                "OpenAI-Organization"?: components["parameters"]["OpenAIOrganization"];
                /** @description Bills the request to this project. */
                "OpenAI-Project"?: components["parameters"]["OpenAIProject"];
                /** @description An id of the caller's own choice, for support. */
                "X-Client-Request-Id"?: components["parameters"]["XClientRequestId"];
                /** @description How often the official client has retried this request. */
                "X-Stainless-Retry-Count"?: components["parameters"]["XStainlessRetryCount"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Generate images from a prompt
         * @description Answers one JSON object, or server-sent events when `stream` is true.
         */
        post: operations["createImage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/images/variations": {
        parameters: {
            query?: never;
            header?: {
                /** @description Bills the request to this organization. */
                "OpenAI-Organization"?: components["parameters"]["OpenAIOrganization"];
                /** @description Bills the request to this project. */
                "OpenAI-Project"?: components["parameters"]["OpenAIProject"];
                /** @description An id of the caller's own choice, for support. */
                "X-Client-Request-Id"?: components["parameters"]["XClientRequestId"];
                /** @description How often the official client has retried this request. */
                "X-Stainless-Retry-Count"?: components["parameters"]["XStainlessRetryCount"];
            };
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Vary an image (retired)
         * @deprecated
         * @description Retired and takes no requests any more. The schemas keep the legacy contract.
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
            header?: {
                /** @description Bills the request to this organization. */
                "OpenAI-Organization"?: components["parameters"]["OpenAIOrganization"];
                /** @description Bills the request to this project. */
                "OpenAI-Project"?: components["parameters"]["OpenAIProject"];
                /** @description An id of the caller's own choice, for support. */
                "X-Client-Request-Id"?: components["parameters"]["XClientRequestId"];
                /** @description How often the official client has retried this request. */
                "X-Stainless-Retry-Count"?: components["parameters"]["XStainlessRetryCount"];
            };
            path?: never;
            cookie?: never;
        };
        /** List the models */
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
            header?: {
                /** @description Bills the request to this organization. */
                "OpenAI-Organization"?: components["parameters"]["OpenAIOrganization"];
                /** @description Bills the request to this project. */
                "OpenAI-Project"?: components["parameters"]["OpenAIProject"];
                /** @description An id of the caller's own choice, for support. */
                "X-Client-Request-Id"?: components["parameters"]["XClientRequestId"];
                /** @description How often the official client has retried this request. */
                "X-Stainless-Retry-Count"?: components["parameters"]["XStainlessRetryCount"];
            };
            path: {
                /** @description The id of the model. */
                model: string;
            };
            cookie?: never;
        };
        /** Look up one model */
        get: operations["retrieveModel"];
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
        /**
         * @description Effort for planning the image. The model's default when absent.
         * @enum {string|null}
         */
        Complexity: "low" | "medium" | "high" | null;
        CreateFileRequest: {
            expires_after?: components["schemas"]["FileExpirationAfter"];
            /** @description The file itself, up to 512 MB. */
            file: Blob;
            /**
             * @description Purpose of the file. Images have `vision`; `user_data` is for anything.
             * @enum {string}
             */
            purpose: "assistants" | "batch" | "fine-tune" | "vision" | "user_data" | "evals";
        };
        /** @description An edit with uploaded files. */
        CreateImageEditRequest: {
            /**
             * @description `transparent` needs png or webp output.
             * @default auto
             * @enum {string|null}
             */
            background?: "transparent" | "opaque" | "auto" | null;
            complexity?: components["schemas"]["Complexity"];
            frame_count?: components["schemas"]["FrameCount"];
            frame_duration_ms?: components["schemas"]["FrameDurationMs"];
            /**
             * @description One file or up to 16, each png, webp or jpg under 50 MB (dall-e-2 took one square png under 4 MB).
             *     Limit: at most 16 images; at most 1 image for the model dall-e-2.
             *     Limit: at most 52428800 bytes in an image; at most 4194304 bytes in an image for the model dall-e-2.
             */
            image?: Blob | Blob[];
            /**
             * @description The field name of a list of files.
             *     Limit: at most 16 images; at most 1 image for the model dall-e-2.
             *     Limit: at most 52428800 bytes in an image; at most 4194304 bytes in an image for the model dall-e-2.
             */
            "image[]"?: Blob[];
            input_fidelity?: components["schemas"]["InputFidelity"];
            /**
             * @description A transparent png laid over the first image as guidance (gpt-image-2.5), not with `mask`.
             *     Limit: at most 4194304 bytes in an image.
             */
            markup?: Blob;
            /**
             * @description A png under 4 MB with the size of the first image. Fully transparent pixels are edited.
             *     Limit: at most 4194304 bytes in an image.
             */
            mask?: Blob;
            /** @description An image model. The documentation asks to name one; any string is taken. */
            model?: ((string & {}) | null) | ("gpt-image-2.5-sunburst" | "gpt-image-2.6-sunburst" | "gpt-image-2.6-flare" | "gpt-image-2.5-flare" | "gpt-image-2" | "gpt-image-2.5-sunburst-2026-09-08" | "gpt-image-2.5-flare-2026-09-08" | "gpt-image-2-2026-04-21" | "gpt-image-1.5" | "gpt-image-1-mini" | "chatgpt-image-latest");
            /**
             * @description Number of images.
             *     Limit: 1 to 10.
             *     Limit: 1 for the model dall-e-3.
             * @default 1
             */
            n?: number | null;
            /**
             * @description Compression in percent, for webp and jpeg.
             * @default 100
             */
            output_compression?: number | null;
            /**
             * @description `gif` and `svg` need preview access.
             * @default png
             * @enum {string|null}
             */
            output_format?: "png" | "jpeg" | "webp" | "gif" | null | "svg";
            partial_images?: components["schemas"]["PartialImages"];
            /**
             * @description What to change, up to 32000 characters.
             *     Limit: at most 32000 characters; at most 4000 characters for the model dall-e-3; at most 1000 characters for the model dall-e-2.
             */
            prompt: string;
            /**
             * @description `xhigh` and `max` need gpt-image-2.5; `standard` is legacy.
             * @default auto
             * @enum {string|null}
             */
            quality?: "low" | "medium" | "high" | "xhigh" | "max" | "auto" | "standard" | null;
            /**
             * @deprecated
             * @description For the retired models only.
             * @enum {string|null}
             */
            response_format?: "url" | "b64_json" | null;
            /** @description A stable, hashed id of the end user. Wins over `user` unless empty. */
            safety_identifier?: string | null;
            /**
             * @description As for generations.
             *     Limit: multiples of 16 pixels, edges of at most 3840 pixels, at least 655360 pixels in all, at most 8294400 pixels in all, a ratio of at most 3:1; one of auto, 1024x1024, 1536x1024, 1024x1536 for the model gpt-image-1*; one of 1024x1024, 1792x1024, 1024x1792 for the model dall-e-3; one of 256x256, 512x512, 1024x1024 for the model dall-e-2.
             * @default auto
             */
            size?: ((string & {}) | null) | ("auto" | "1024x1024" | "1536x1024" | "1024x1536" | "1536x864" | "256x256" | "512x512");
            /**
             * @description Answer with events.
             * @default false
             */
            stream?: boolean | null;
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
            } | null;
            /**
             * @deprecated
             * @description Replaced by `safety_identifier`.
             */
            user?: string;
        };
        CreateImageRequest: {
            /**
             * @description `transparent` needs png or webp output.
             * @default auto
             * @enum {string|null}
             */
            background?: "transparent" | "opaque" | "auto" | null;
            complexity?: components["schemas"]["Complexity"];
            frame_count?: components["schemas"]["FrameCount"];
            frame_duration_ms?: components["schemas"]["FrameDurationMs"];
            /** @description An image model. The documentation asks to name one; any string is taken. */
            model?: ((string & {}) | null) | ("gpt-image-2.5-sunburst" | "gpt-image-2.6-sunburst" | "gpt-image-2.6-flare" | "gpt-image-2.5-flare" | "gpt-image-2" | "gpt-image-2.5-sunburst-2026-09-08" | "gpt-image-2.5-flare-2026-09-08" | "gpt-image-2-2026-04-21" | "gpt-image-1.5" | "gpt-image-1-mini" | "chatgpt-image-latest");
            /**
             * @description How strictly the content is filtered (GPT image models).
             * @default auto
             * @enum {string|null}
             */
            moderation?: "low" | "auto" | null;
            /**
             * @description Number of images. At most one for SVG output and for dall-e-3.
             *     Limit: 1 to 10.
             *     Limit: 1 for the model dall-e-3.
             * @default 1
             */
            n?: number | null;
            /**
             * @description Compression in percent, for webp and jpeg.
             * @default 100
             */
            output_compression?: number | null;
            /**
             * @description `gif` and `svg` need preview access.
             * @default png
             * @enum {string|null}
             */
            output_format?: "png" | "jpeg" | "webp" | "gif" | "svg" | null;
            partial_images?: components["schemas"]["PartialImages"];
            /**
             * @description What to draw, up to 32000 characters (legacy models took 1000 or 4000).
             *     Limit: at most 32000 characters; at most 4000 characters for the model dall-e-3; at most 1000 characters for the model dall-e-2.
             */
            prompt: string;
            /** @description Mentioned once in the text on `svg`, declared nowhere. */
            prompt_rewriter?: unknown;
            /**
             * @description `xhigh` and `max` need gpt-image-2.5; `standard` and `hd` are legacy.
             * @default auto
             * @enum {string|null}
             */
            quality?: "low" | "medium" | "high" | "xhigh" | "max" | "auto" | "standard" | "hd" | null;
            /**
             * @deprecated
             * @description For the retired models only. GPT image models always answer base64.
             * @enum {string|null}
             */
            response_format?: "url" | "b64_json" | null;
            /** @description A stable, hashed id of the end user. Wins over `user` unless empty. */
            safety_identifier?: string | null;
            /**
             * @description `auto`, a standard size, or from gpt-image-2 on any WIDTHxHEIGHT with both sides divisible by 16 and a ratio from 1:3 to 3:1, up to 3840x2160.
             *     Limit: multiples of 16 pixels, edges of at most 3840 pixels, at least 655360 pixels in all, at most 8294400 pixels in all, a ratio of at most 3:1; one of auto, 1024x1024, 1536x1024, 1024x1536 for the model gpt-image-1*; one of 1024x1024, 1792x1024, 1024x1792 for the model dall-e-3; one of 256x256, 512x512, 1024x1024 for the model dall-e-2.
             * @default auto
             */
            size?: ((string & {}) | null) | ("auto" | "1024x1024" | "1536x1024" | "1024x1536" | "1536x864" | "256x256" | "512x512" | "1792x1024" | "1024x1792");
            /**
             * @description Answer with events (GPT image models).
             * @default false
             */
            stream?: boolean | null;
            /**
             * @deprecated
             * @description For dall-e-3 only.
             * @enum {string|null}
             */
            style?: "vivid" | "natural" | null;
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
            /**
             * @deprecated
             * @description Replaced by `safety_identifier`, and used when that is absent, null or empty.
             */
            user?: string;
        };
        /** @description The legacy contract of the retired route. */
        CreateImageVariationRequest: {
            /** @description A square png under 4 MB. */
            image: Blob;
            /**
             * @description dall-e-2 was the only model.
             * @default dall-e-2
             */
            model?: ("gpt-image-2.5-sunburst" | "gpt-image-2" | "gpt-image-2-2026-04-21" | "gpt-image-2.6-sunburst" | "gpt-image-2.6-flare" | "dall-e-2") | ((string & {}) | null);
            /**
             * @description Number of images.
             * @default 1
             */
            n?: number | null;
            /**
             * @description Addresses are valid for 60 minutes.
             * @default url
             * @enum {string|null}
             */
            response_format?: "url" | "b64_json" | null;
            /**
             * @description One of three squares.
             * @default 1024x1024
             * @enum {string|null}
             */
            size?: "256x256" | "512x512" | "1024x1024" | null;
            /** @description An id of the end user. */
            user?: string;
        };
        DeleteFileResponse: {
            deleted: boolean;
            id: string;
            /** @constant */
            object: "file";
        };
        /** @description An edit with references. GPT image models only. */
        EditImageBodyJsonParam: {
            /**
             * @description `transparent` needs png or webp output.
             * @default auto
             * @enum {string|null}
             */
            background?: "transparent" | "opaque" | "auto" | null;
            /**
             * @description The images to edit. Multipart calls this field `image`.
             *     Limit: at most 16 images; at most 1 image for the model dall-e-2.
             *     Limit: at most 52428800 bytes in an image; at most 4194304 bytes in an image for the model dall-e-2.
             */
            images: components["schemas"]["ImageRefParam"][];
            input_fidelity?: components["schemas"]["InputFidelity"];
            /** @description Limit: at most 4194304 bytes in an image. */
            mask?: components["schemas"]["ImageRefParam"];
            /**
             * @description A GPT image model.
             * @default gpt-image-2.5-sunburst
             */
            model?: ((string & {}) | null) | ("gpt-image-2.5-sunburst" | "gpt-image-2.6-sunburst" | "gpt-image-2.6-flare" | "gpt-image-2.5-flare" | "gpt-image-2" | "gpt-image-2.5-sunburst-2026-09-08" | "gpt-image-2.5-flare-2026-09-08" | "gpt-image-2-2026-04-21" | "gpt-image-1.5" | "gpt-image-1-mini" | "chatgpt-image-latest");
            /**
             * @description How strictly the content is filtered. Multipart has no such field.
             * @default auto
             * @enum {string|null}
             */
            moderation?: "low" | "auto" | null;
            /**
             * @description Number of images.
             *     Limit: 1 to 10.
             *     Limit: 1 for the model dall-e-3.
             * @default 1
             */
            n?: number | null;
            /** @description Compression in percent, for webp and jpeg. */
            output_compression?: number | null;
            /**
             * @description The format of the result.
             * @default png
             * @enum {string|null}
             */
            output_format?: "png" | "jpeg" | "webp" | null;
            partial_images?: components["schemas"]["PartialImages"];
            /**
             * @description What to change.
             *     Limit: at most 32000 characters; at most 4000 characters for the model dall-e-3; at most 1000 characters for the model dall-e-2.
             */
            prompt: string;
            /**
             * @description No `standard`, `xhigh` or `max` here.
             * @default auto
             * @enum {string|null}
             */
            quality?: "low" | "medium" | "high" | "auto" | null;
            /**
             * @description A closed list here, unlike multipart.
             *     Limit: multiples of 16 pixels, edges of at most 3840 pixels, at least 655360 pixels in all, at most 8294400 pixels in all, a ratio of at most 3:1; one of auto, 1024x1024, 1536x1024, 1024x1536 for the model gpt-image-1*; one of 1024x1024, 1792x1024, 1024x1792 for the model dall-e-3; one of 256x256, 512x512, 1024x1024 for the model dall-e-2.
             * @default auto
             * @enum {string|null}
             */
            size?: "auto" | "1024x1024" | "1536x1024" | "1024x1536" | null;
            /**
             * @description Answer with events.
             * @default false
             */
            stream?: boolean | null;
            /** @description An id of the end user. */
            user?: string;
        };
        Error: {
            code: string | null;
            message: string;
            /** @description The field at fault. */
            param: string | null;
            type: string;
        };
        ErrorResponse: {
            error: components["schemas"]["Error"];
        };
        /** @description When the file expires. Without it, a file stays until it is deleted, one of purpose batch 30 days. */
        FileExpirationAfter: {
            /**
             * @description The time from which the seconds count.
             * @enum {string}
             */
            anchor: "created_at";
            /** @description Seconds after the anchor, from one hour to 30 days. */
            seconds: number;
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
        Image: {
            /** @description The image in base64. GPT image models always return this. */
            b64_json?: string;
            /** @description The prompt that was used, from legacy models only. */
            revised_prompt?: string;
            /** @description The URL of the image, only from legacy models. */
            url?: string;
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
            usage: components["schemas"]["ImagesUsage"];
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
        /** @description The final image of a generation. */
        ImageGenCompletedEvent: {
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
            usage: components["schemas"]["ImagesUsage"];
        };
        /** @description A partial image of a generation. */
        ImageGenPartialImageEvent: {
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
        /** @description One event of a generation. */
        ImageGenStreamEvent: components["schemas"]["ImageGenPartialImageEvent"] | components["schemas"]["ImageGenCompletedEvent"] | components["schemas"]["ImageStreamError"];
        /** @description Tokens of the request (GPT image models). */
        ImageGenUsage: {
            input_tokens: number;
            input_tokens_details: components["schemas"]["ImageTokensDetails"];
            output_tokens: number;
            output_tokens_details?: components["schemas"]["ImageTokensDetails"];
            total_tokens: number;
        };
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
        ImagesResponse: {
            /** @enum {string} */
            background?: "transparent" | "opaque";
            /** @description Unix time in seconds. */
            created: number;
            data?: components["schemas"]["Image"][];
            /** @enum {string} */
            output_format?: "png" | "webp" | "jpeg" | "gif" | "svg";
            /** @enum {string} */
            quality?: "low" | "medium" | "high" | "xhigh" | "max";
            /** @description The id in force, from `safety_identifier` or else from `user`. */
            safety_identifier?: string | null;
            /** @description WIDTHxHEIGHT, for example 1536x864. */
            size?: string;
            svg_usage?: components["schemas"]["SvgUsage"];
            usage?: components["schemas"]["ImageGenUsage"];
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
        /** @description Tokens of a streamed request. Events carry no details of the output tokens. */
        ImagesUsage: {
            input_tokens: number;
            input_tokens_details: components["schemas"]["ImageTokensDetails"];
            output_tokens: number;
            total_tokens: number;
        };
        ImageTokensDetails: {
            image_tokens: number;
            text_tokens: number;
        };
        /**
         * @description How closely the input is kept, `low` by default. gpt-image-1.5 takes both, gpt-image-1-mini only `low`, gpt-image-2 neither.
         * @enum {string|null}
         */
        InputFidelity: "high" | "low" | null;
        ListModelsResponse: {
            data: components["schemas"]["Model"][];
            /** @constant */
            object: "list";
        };
        Model: {
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
        OpenAIFile: {
            /** @description The size of the file. */
            bytes: number;
            /** @description Unix time in seconds. */
            created_at: number;
            /** @description Unix time in seconds. */
            expires_at?: number;
            filename: string;
            /** @description For example file-abc123. */
            id: string;
            /** @constant */
            object: "file";
            /** @enum {string} */
            purpose: "assistants" | "assistants_output" | "batch" | "batch_output" | "fine-tune" | "fine-tune-results" | "vision" | "user_data" | "evals";
            /**
             * @deprecated
             * @enum {string}
             */
            status: "uploaded" | "processed" | "error";
            /** @deprecated */
            status_details?: string;
        };
        /**
         * @description Number of partial images in a stream. With 0 there is one event with the final image; the final one may come before all the partial ones.
         * @default 0
         */
        PartialImages: number | null;
        /** @description Tokens of the model that wrote the SVG. */
        SvgUsage: {
            input_tokens: number;
            model: string;
            output_tokens: number;
            reasoning_tokens: number;
            total_tokens: number;
        };
    };
    responses: {
        /** @description Any other error. */
        Failure: {
            headers: {
                "openai-organization": components["headers"]["Organization"];
                "openai-processing-ms": components["headers"]["ProcessingMs"];
                "openai-version": components["headers"]["Version"];
                /** @description Seconds or an HTTP date. */
                "retry-after"?: string;
                /** @description Milliseconds, read before retry-after. */
                "retry-after-ms"?: string;
                "x-ratelimit-limit-requests": components["headers"]["RateLimitCount"];
                "x-ratelimit-limit-tokens": components["headers"]["RateLimitCount"];
                "x-ratelimit-remaining-requests": components["headers"]["RateLimitCount"];
                "x-ratelimit-remaining-tokens": components["headers"]["RateLimitCount"];
                "x-ratelimit-reset-requests": components["headers"]["RateLimitReset"];
                "x-ratelimit-reset-tokens": components["headers"]["RateLimitReset"];
                "x-request-id": components["headers"]["RequestId"];
                /** @description Overrides the client's own rule. */
                "x-should-retry"?: "true" | "false";
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The country, region or territory is not supported, or the key may not do this. */
        Forbidden: {
            headers: {
                "openai-organization": components["headers"]["Organization"];
                "openai-processing-ms": components["headers"]["ProcessingMs"];
                "openai-version": components["headers"]["Version"];
                "x-ratelimit-limit-requests": components["headers"]["RateLimitCount"];
                "x-ratelimit-limit-tokens": components["headers"]["RateLimitCount"];
                "x-ratelimit-remaining-requests": components["headers"]["RateLimitCount"];
                "x-ratelimit-remaining-tokens": components["headers"]["RateLimitCount"];
                "x-ratelimit-reset-requests": components["headers"]["RateLimitReset"];
                "x-ratelimit-reset-tokens": components["headers"]["RateLimitReset"];
                "x-request-id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The service is overloaded, or asks to slow down. */
        Overloaded: {
            headers: {
                "openai-organization": components["headers"]["Organization"];
                "openai-processing-ms": components["headers"]["ProcessingMs"];
                "openai-version": components["headers"]["Version"];
                /** @description Seconds or an HTTP date. */
                "retry-after"?: string;
                /** @description Milliseconds, read before retry-after. */
                "retry-after-ms"?: string;
                "x-ratelimit-limit-requests": components["headers"]["RateLimitCount"];
                "x-ratelimit-limit-tokens": components["headers"]["RateLimitCount"];
                "x-ratelimit-remaining-requests": components["headers"]["RateLimitCount"];
                "x-ratelimit-remaining-tokens": components["headers"]["RateLimitCount"];
                "x-ratelimit-reset-requests": components["headers"]["RateLimitReset"];
                "x-ratelimit-reset-tokens": components["headers"]["RateLimitReset"];
                "x-request-id": components["headers"]["RequestId"];
                /** @description Overrides the client's own rule. */
                "x-should-retry"?: "true" | "false";
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description Too fast, out of credit, or over a spend limit. */
        TooManyRequests: {
            headers: {
                "openai-organization": components["headers"]["Organization"];
                "openai-processing-ms": components["headers"]["ProcessingMs"];
                "openai-version": components["headers"]["Version"];
                /** @description Seconds or an HTTP date. */
                "retry-after"?: string;
                /** @description Milliseconds, read before retry-after. */
                "retry-after-ms"?: string;
                "x-ratelimit-limit-requests": components["headers"]["RateLimitCount"];
                "x-ratelimit-limit-tokens": components["headers"]["RateLimitCount"];
                "x-ratelimit-remaining-requests": components["headers"]["RateLimitCount"];
                "x-ratelimit-remaining-tokens": components["headers"]["RateLimitCount"];
                "x-ratelimit-reset-requests": components["headers"]["RateLimitReset"];
                "x-ratelimit-reset-tokens": components["headers"]["RateLimitReset"];
                "x-request-id": components["headers"]["RequestId"];
                /** @description Overrides the client's own rule. */
                "x-should-retry"?: "true" | "false";
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The key is missing or wrong. */
        Unauthorized: {
            headers: {
                "openai-organization": components["headers"]["Organization"];
                "openai-processing-ms": components["headers"]["ProcessingMs"];
                "openai-version": components["headers"]["Version"];
                "x-ratelimit-limit-requests": components["headers"]["RateLimitCount"];
                "x-ratelimit-limit-tokens": components["headers"]["RateLimitCount"];
                "x-ratelimit-remaining-requests": components["headers"]["RateLimitCount"];
                "x-ratelimit-remaining-tokens": components["headers"]["RateLimitCount"];
                "x-ratelimit-reset-requests": components["headers"]["RateLimitReset"];
                "x-ratelimit-reset-tokens": components["headers"]["RateLimitReset"];
                "x-request-id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
    };
    parameters: {
        /** @description Bills the request to this organization. */
        OpenAIOrganization: string;
        /** @description Bills the request to this project. */
        OpenAIProject: string;
        /** @description An id of the caller's own choice, for support. */
        XClientRequestId: string;
        /** @description How often the official client has retried this request. */
        XStainlessRetryCount: number;
    };
    requestBodies: never;
    headers: {
        /** @description The organization that is billed. */
        Organization: string;
        /** @description Time spent, in milliseconds. */
        ProcessingMs: string;
        /** @description Requests or tokens, allowed or left. */
        RateLimitCount: string;
        /** @description Time until the limit is whole again, for example 6m0s. */
        RateLimitReset: string;
        /** @description The id of the request, for support. */
        RequestId: string;
        /** @description The version of the API, for example 2020-10-01. */
        Version: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    createFile: {
        parameters: {
            query?: never;
            header?: {
                /** @description Bills the request to this organization. */
                "OpenAI-Organization"?: components["parameters"]["OpenAIOrganization"];
                /** @description Bills the request to this project. */
                "OpenAI-Project"?: components["parameters"]["OpenAIProject"];
                /** @description An id of the caller's own choice, for support. */
                "X-Client-Request-Id"?: components["parameters"]["XClientRequestId"];
                /** @description How often the official client has retried this request. */
                "X-Stainless-Retry-Count"?: components["parameters"]["XStainlessRetryCount"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["CreateFileRequest"];
            };
        };
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    "openai-organization": components["headers"]["Organization"];
                    "openai-processing-ms": components["headers"]["ProcessingMs"];
                    "openai-version": components["headers"]["Version"];
                    "x-ratelimit-limit-requests": components["headers"]["RateLimitCount"];
                    "x-ratelimit-limit-tokens": components["headers"]["RateLimitCount"];
                    "x-ratelimit-remaining-requests": components["headers"]["RateLimitCount"];
                    "x-ratelimit-remaining-tokens": components["headers"]["RateLimitCount"];
                    "x-ratelimit-reset-requests": components["headers"]["RateLimitReset"];
                    "x-ratelimit-reset-tokens": components["headers"]["RateLimitReset"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAIFile"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Overloaded"];
            default: components["responses"]["Failure"];
        };
    };
    retrieveFile: {
        parameters: {
            query?: never;
            header?: {
                /** @description Bills the request to this organization. */
                "OpenAI-Organization"?: components["parameters"]["OpenAIOrganization"];
                /** @description Bills the request to this project. */
                "OpenAI-Project"?: components["parameters"]["OpenAIProject"];
                /** @description An id of the caller's own choice, for support. */
                "X-Client-Request-Id"?: components["parameters"]["XClientRequestId"];
                /** @description How often the official client has retried this request. */
                "X-Stainless-Retry-Count"?: components["parameters"]["XStainlessRetryCount"];
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
                    "openai-organization": components["headers"]["Organization"];
                    "openai-processing-ms": components["headers"]["ProcessingMs"];
                    "openai-version": components["headers"]["Version"];
                    "x-ratelimit-limit-requests": components["headers"]["RateLimitCount"];
                    "x-ratelimit-limit-tokens": components["headers"]["RateLimitCount"];
                    "x-ratelimit-remaining-requests": components["headers"]["RateLimitCount"];
                    "x-ratelimit-remaining-tokens": components["headers"]["RateLimitCount"];
                    "x-ratelimit-reset-requests": components["headers"]["RateLimitReset"];
                    "x-ratelimit-reset-tokens": components["headers"]["RateLimitReset"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAIFile"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Overloaded"];
            default: components["responses"]["Failure"];
        };
    };
    deleteFile: {
        parameters: {
            query?: never;
            header?: {
                /** @description Bills the request to this organization. */
                "OpenAI-Organization"?: components["parameters"]["OpenAIOrganization"];
                /** @description Bills the request to this project. */
                "OpenAI-Project"?: components["parameters"]["OpenAIProject"];
                /** @description An id of the caller's own choice, for support. */
                "X-Client-Request-Id"?: components["parameters"]["XClientRequestId"];
                /** @description How often the official client has retried this request. */
                "X-Stainless-Retry-Count"?: components["parameters"]["XStainlessRetryCount"];
            };
            path: {
                /** @description The id of the file. */
                file_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file is gone. */
            200: {
                headers: {
                    "openai-organization": components["headers"]["Organization"];
                    "openai-processing-ms": components["headers"]["ProcessingMs"];
                    "openai-version": components["headers"]["Version"];
                    "x-ratelimit-limit-requests": components["headers"]["RateLimitCount"];
                    "x-ratelimit-limit-tokens": components["headers"]["RateLimitCount"];
                    "x-ratelimit-remaining-requests": components["headers"]["RateLimitCount"];
                    "x-ratelimit-remaining-tokens": components["headers"]["RateLimitCount"];
                    "x-ratelimit-reset-requests": components["headers"]["RateLimitReset"];
                    "x-ratelimit-reset-tokens": components["headers"]["RateLimitReset"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeleteFileResponse"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Overloaded"];
            default: components["responses"]["Failure"];
        };
    };
    getResultImage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Index of the image in the request, from 0. */
                index: number;
                /** @description Id of the request. */
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
    createImageEdit: {
        parameters: {
            query?: never;
            header?: {
                /** @description Bills the request to this organization. */
                "OpenAI-Organization"?: components["parameters"]["OpenAIOrganization"];
                /** @description Bills the request to this project. */
                "OpenAI-Project"?: components["parameters"]["OpenAIProject"];
                /** @description An id of the caller's own choice, for support. */
                "X-Client-Request-Id"?: components["parameters"]["XClientRequestId"];
                /** @description How often the official client has retried this request. */
                "X-Stainless-Retry-Count"?: components["parameters"]["XStainlessRetryCount"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditImageBodyJsonParam"];
                "multipart/form-data": components["schemas"]["CreateImageEditRequest"];
            };
        };
        responses: {
            /** @description The edited images, as one response or as events. */
            200: {
                headers: {
                    "openai-organization": components["headers"]["Organization"];
                    "openai-processing-ms": components["headers"]["ProcessingMs"];
                    "openai-version": components["headers"]["Version"];
                    "x-ratelimit-limit-requests": components["headers"]["RateLimitCount"];
                    "x-ratelimit-limit-tokens": components["headers"]["RateLimitCount"];
                    "x-ratelimit-remaining-requests": components["headers"]["RateLimitCount"];
                    "x-ratelimit-remaining-tokens": components["headers"]["RateLimitCount"];
                    "x-ratelimit-reset-requests": components["headers"]["RateLimitReset"];
                    "x-ratelimit-reset-tokens": components["headers"]["RateLimitReset"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImagesResponse"];
                    "text/event-stream": components["schemas"]["ImageEditStreamEvent"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Overloaded"];
            default: components["responses"]["Failure"];
        };
    };
    createImage: {
        parameters: {
            query?: never;
            header?: {
                /** @description Bills the request to this organization. */
                "OpenAI-Organization"?: components["parameters"]["OpenAIOrganization"];
                /** @description Bills the request to this project. */
                "OpenAI-Project"?: components["parameters"]["OpenAIProject"];
                /** @description An id of the caller's own choice, for support. */
                "X-Client-Request-Id"?: components["parameters"]["XClientRequestId"];
                /** @description How often the official client has retried this request. */
                "X-Stainless-Retry-Count"?: components["parameters"]["XStainlessRetryCount"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateImageRequest"];
            };
        };
        responses: {
            /** @description The images, as one response or as events. */
            200: {
                headers: {
                    "openai-organization": components["headers"]["Organization"];
                    "openai-processing-ms": components["headers"]["ProcessingMs"];
                    "openai-version": components["headers"]["Version"];
                    "x-ratelimit-limit-requests": components["headers"]["RateLimitCount"];
                    "x-ratelimit-limit-tokens": components["headers"]["RateLimitCount"];
                    "x-ratelimit-remaining-requests": components["headers"]["RateLimitCount"];
                    "x-ratelimit-remaining-tokens": components["headers"]["RateLimitCount"];
                    "x-ratelimit-reset-requests": components["headers"]["RateLimitReset"];
                    "x-ratelimit-reset-tokens": components["headers"]["RateLimitReset"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImagesResponse"];
                    "text/event-stream": components["schemas"]["ImageGenStreamEvent"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Overloaded"];
            default: components["responses"]["Failure"];
        };
    };
    createImageVariation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Bills the request to this organization. */
                "OpenAI-Organization"?: components["parameters"]["OpenAIOrganization"];
                /** @description Bills the request to this project. */
                "OpenAI-Project"?: components["parameters"]["OpenAIProject"];
                /** @description An id of the caller's own choice, for support. */
                "X-Client-Request-Id"?: components["parameters"]["XClientRequestId"];
                /** @description How often the official client has retried this request. */
                "X-Stainless-Retry-Count"?: components["parameters"]["XStainlessRetryCount"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["CreateImageVariationRequest"];
            };
        };
        responses: {
            /** @description What the route answered while it lived. */
            200: {
                headers: {
                    "openai-organization": components["headers"]["Organization"];
                    "openai-processing-ms": components["headers"]["ProcessingMs"];
                    "openai-version": components["headers"]["Version"];
                    "x-ratelimit-limit-requests": components["headers"]["RateLimitCount"];
                    "x-ratelimit-limit-tokens": components["headers"]["RateLimitCount"];
                    "x-ratelimit-remaining-requests": components["headers"]["RateLimitCount"];
                    "x-ratelimit-remaining-tokens": components["headers"]["RateLimitCount"];
                    "x-ratelimit-reset-requests": components["headers"]["RateLimitReset"];
                    "x-ratelimit-reset-tokens": components["headers"]["RateLimitReset"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImagesResponse"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Overloaded"];
            default: components["responses"]["Failure"];
        };
    };
    listModels: {
        parameters: {
            query?: never;
            header?: {
                /** @description Bills the request to this organization. */
                "OpenAI-Organization"?: components["parameters"]["OpenAIOrganization"];
                /** @description Bills the request to this project. */
                "OpenAI-Project"?: components["parameters"]["OpenAIProject"];
                /** @description An id of the caller's own choice, for support. */
                "X-Client-Request-Id"?: components["parameters"]["XClientRequestId"];
                /** @description How often the official client has retried this request. */
                "X-Stainless-Retry-Count"?: components["parameters"]["XStainlessRetryCount"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every model that the key may use. */
            200: {
                headers: {
                    "openai-organization": components["headers"]["Organization"];
                    "openai-processing-ms": components["headers"]["ProcessingMs"];
                    "openai-version": components["headers"]["Version"];
                    "x-ratelimit-limit-requests": components["headers"]["RateLimitCount"];
                    "x-ratelimit-limit-tokens": components["headers"]["RateLimitCount"];
                    "x-ratelimit-remaining-requests": components["headers"]["RateLimitCount"];
                    "x-ratelimit-remaining-tokens": components["headers"]["RateLimitCount"];
                    "x-ratelimit-reset-requests": components["headers"]["RateLimitReset"];
                    "x-ratelimit-reset-tokens": components["headers"]["RateLimitReset"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "list",
                     *       "data": [
                     *         {
                     *           "id": "gpt-image-2.6-sunburst",
                     *           "object": "model",
                     *           "created": 1686935002,
                     *           "owned_by": "openai",
                     *           "shutdown_date": null
                     *         },
                     *         {
                     *           "id": "gpt-image-2.6-flare",
                     *           "object": "model",
                     *           "created": 1686935002,
                     *           "owned_by": "openai",
                     *           "shutdown_date": null
                     *         },
                     *         {
                     *           "id": "gpt-image-2.5-sunburst",
                     *           "object": "model",
                     *           "created": 1686935002,
                     *           "owned_by": "openai",
                     *           "shutdown_date": null
                     *         },
                     *         {
                     *           "id": "gpt-image-2.5-flare",
                     *           "object": "model",
                     *           "created": 1686935002,
                     *           "owned_by": "openai",
                     *           "shutdown_date": null
                     *         },
                     *         {
                     *           "id": "gpt-image-2",
                     *           "object": "model",
                     *           "created": 1686935002,
                     *           "owned_by": "openai",
                     *           "shutdown_date": null
                     *         },
                     *         {
                     *           "id": "gpt-image-1.5",
                     *           "object": "model",
                     *           "created": 1686935002,
                     *           "owned_by": "openai",
                     *           "shutdown_date": "2026-12-01"
                     *         },
                     *         {
                     *           "id": "gpt-image-1-mini",
                     *           "object": "model",
                     *           "created": 1686935002,
                     *           "owned_by": "openai",
                     *           "shutdown_date": "2026-12-01"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ListModelsResponse"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Overloaded"];
            default: components["responses"]["Failure"];
        };
    };
    retrieveModel: {
        parameters: {
            query?: never;
            header?: {
                /** @description Bills the request to this organization. */
                "OpenAI-Organization"?: components["parameters"]["OpenAIOrganization"];
                /** @description Bills the request to this project. */
                "OpenAI-Project"?: components["parameters"]["OpenAIProject"];
                /** @description An id of the caller's own choice, for support. */
                "X-Client-Request-Id"?: components["parameters"]["XClientRequestId"];
                /** @description How often the official client has retried this request. */
                "X-Stainless-Retry-Count"?: components["parameters"]["XStainlessRetryCount"];
            };
            path: {
                /** @description The id of the model. */
                model: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The model. */
            200: {
                headers: {
                    "openai-organization": components["headers"]["Organization"];
                    "openai-processing-ms": components["headers"]["ProcessingMs"];
                    "openai-version": components["headers"]["Version"];
                    "x-ratelimit-limit-requests": components["headers"]["RateLimitCount"];
                    "x-ratelimit-limit-tokens": components["headers"]["RateLimitCount"];
                    "x-ratelimit-remaining-requests": components["headers"]["RateLimitCount"];
                    "x-ratelimit-remaining-tokens": components["headers"]["RateLimitCount"];
                    "x-ratelimit-reset-requests": components["headers"]["RateLimitReset"];
                    "x-ratelimit-reset-tokens": components["headers"]["RateLimitReset"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "gpt-image-2",
                     *       "object": "model",
                     *       "created": 1686935002,
                     *       "owned_by": "openai",
                     *       "shutdown_date": null
                     *     }
                     */
                    "application/json": components["schemas"]["Model"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Overloaded"];
            default: components["responses"]["Failure"];
        };
    };
}
