// Generated from an OpenAPI document by openapi-typescript. Do not edit.
export interface paths {
    "/deployments/{deployment-id}/images/edits": {
        parameters: {
            query: {
                /**
                 * @description The version of the API, a date, with -preview for previews. The samples have 2025-04-01-preview for GPT image models and 2024-02-01 for DALL-E 3.
                 * @example 2025-04-01-preview
                 */
                "api-version": components["parameters"]["ApiVersion"];
            };
            header?: never;
            path: {
                /**
                 * @description The name of the deployment, chosen by the customer; it decides the model.
                 * @example gpt-image-1-deployment
                 */
                "deployment-id": components["parameters"]["Deployment"];
            };
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
    "/deployments/{deployment-id}/images/generations": {
        parameters: {
            query: {
                /**
                 * @description The version of the API, a date, with -preview for previews. The samples have 2025-04-01-preview for GPT image models and 2024-02-01 for DALL-E 3.
                 * @example 2025-04-01-preview
                 */
                "api-version": components["parameters"]["ApiVersion"];
            };
            header?: never;
            path: {
                /**
                 * @description The name of the deployment, chosen by the customer; it decides the model.
                 * @example gpt-image-1-deployment
                 */
                "deployment-id": components["parameters"]["Deployment"];
            };
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
        get: operations["getResultImage"];
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
         * @description Only GPT image models. transparent needs png.
         * @default auto
         * @enum {string}
         */
        Background: "transparent" | "opaque" | "auto";
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
            usage?: components["schemas"]["Usage"];
        };
        /**
         * @description Compression of jpeg in percent, only GPT image models.
         * @default 100
         */
        Compression: number;
        /**
         * @description How many images to make. DALL-E 3 makes 1 only.
         * @default 1
         */
        Count: number;
        DetectedResult: {
            detected: boolean;
            filtered: boolean;
        };
        EditForm: {
            background?: components["schemas"]["Background"];
            /**
             * @description One image or several, PNG or JPEG. The page says less than 50 MB each, the schema less than 25 MB.
             *     Limit: at most 16 images.
             *     Limit: at most 52428800 bytes in an image.
             */
            image?: Blob | Blob[];
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
            model?: components["schemas"]["Model"];
            /**
             * @description Limit: 1 to 10.
             *     Limit: 1 for the model dall-e-3.
             */
            n?: components["schemas"]["Count"];
            output_compression?: components["schemas"]["Compression"];
            output_format?: components["schemas"]["OutputFormat"];
            partial_images?: components["schemas"]["PartialImages"];
            /** @description Limit: at most 32000 characters; at most 4000 characters for the model dall-e-3. */
            prompt: components["schemas"]["Prompt"];
            quality?: components["schemas"]["Quality"];
            response_format?: components["schemas"]["ResponseFormat"];
            /** @description Limit: one of auto, 1024x1024, 1536x1024, 1024x1536; one of 1024x1024, 1792x1024, 1024x1792 for the model dall-e-3. */
            size?: components["schemas"]["Size"];
            stream?: components["schemas"]["Stream"];
            user?: components["schemas"]["User"];
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
        Error: {
            /** @description A word, or the status as a text. */
            code: string;
            inner_error?: components["schemas"]["InnerError"];
            message: string;
            param?: string | null;
            type?: string | null;
        };
        /** @description A failure after the stream has begun. */
        ErrorEvent: {
            error: components["schemas"]["Error"];
            type?: string;
        };
        ErrorResponse: {
            /** @description Time in Unix seconds, in refusals of the content filter. */
            created?: number;
            error: components["schemas"]["Error"];
        };
        GatewayError: {
            message: string;
            statusCode: number;
        };
        GenerateRequest: {
            background?: components["schemas"]["Background"];
            model?: components["schemas"]["Model"];
            /**
             * @description Limit: 1 to 10.
             *     Limit: 1 for the model dall-e-3.
             */
            n?: components["schemas"]["Count"];
            output_compression?: components["schemas"]["Compression"];
            output_format?: components["schemas"]["OutputFormat"];
            partial_images?: components["schemas"]["PartialImages"];
            /** @description Limit: at most 32000 characters; at most 4000 characters for the model dall-e-3. */
            prompt: components["schemas"]["Prompt"];
            quality?: components["schemas"]["Quality"];
            response_format?: components["schemas"]["ResponseFormat"];
            /** @description Limit: one of auto, 1024x1024, 1536x1024, 1024x1536; one of 1024x1024, 1792x1024, 1024x1792 for the model dall-e-3. */
            size?: components["schemas"]["Size"];
            stream?: components["schemas"]["Stream"];
            style?: components["schemas"]["Style"];
            user?: components["schemas"]["User"];
        };
        /** @description An image, as url or as b64_json. */
        Image: {
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
        /** @description The verdicts of the content filter on an image. */
        ImageFilterResults: {
            hate?: components["schemas"]["SeverityResult"];
            self_harm?: components["schemas"]["SeverityResult"];
            sexual?: components["schemas"]["SeverityResult"];
            violence?: components["schemas"]["SeverityResult"];
        };
        ImageResponse: {
            /** @description Time in Unix seconds. */
            created: number;
            data: components["schemas"]["Image"][];
            usage?: components["schemas"]["Usage"];
        };
        /** @description Why the content filter refused the request. */
        InnerError: {
            /** @enum {string} */
            code?: "ResponsibleAIPolicyViolation";
            content_filter_results?: components["schemas"]["PromptFilterResults"];
            /** @description The prompt that was used, if it was changed. */
            revised_prompt?: string;
        };
        /**
         * @description The model, as the samples send it. The deployment in the path decides.
         * @example gpt-image-1.5
         */
        Model: string;
        /**
         * @description The format of the images, only GPT image models. webp is not supported.
         * @default png
         * @enum {string}
         */
        OutputFormat: "png" | "jpeg";
        /** @description An unfinished image, with the members that the printed sample reads. */
        PartialEvent: {
            /** @description The image in base64. */
            b64_json: string;
            /** @description Counts from 0. */
            partial_image_index: number;
            /** @enum {string} */
            type: "image_generation.partial_image";
        };
        /** @description How many unfinished images a stream sends. */
        PartialImages: number;
        /**
         * @description What to draw. At most 32000 characters, 4000 for DALL-E 3.
         * @example A multi-colored umbrella on the beach
         */
        Prompt: string;
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
        /**
         * @description Only DALL-E 3, where url is the default. GPT image models always answer base64.
         * @enum {string}
         */
        ResponseFormat: "url" | "b64_json";
        SeverityResult: {
            filtered: boolean;
            /** @enum {string} */
            severity: "safe" | "low" | "medium" | "high";
        };
        /**
         * @description 1792x1024 and 1024x1792 for DALL-E 3, auto, 1024x1536 and 1536x1024 for GPT image models, 1024x1024 for both.
         * @default auto
         * @enum {string}
         */
        Size: "auto" | "1792x1024" | "1024x1792" | "1024x1024" | "1024x1536" | "1536x1024";
        /**
         * @description true sends the images as events, only GPT image models.
         * @default false
         */
        Stream: boolean;
        /**
         * @description Only DALL-E 3.
         * @default vivid
         * @enum {string}
         */
        Style: "vivid" | "natural";
        /** @description Tokens. Only GPT image models. */
        Usage: {
            input_tokens?: number;
            input_tokens_details?: {
                image_tokens?: number;
                text_tokens?: number;
            };
            output_tokens?: number;
            total_tokens?: number;
        };
        /**
         * @description An id of the end user.
         * @example user123456
         */
        User: string;
    };
    responses: {
        /** @description The request is malformed, has a wrong value or was refused by a content filter. A refusal of the filter has the code contentFilter on the page and content_policy_violation or content_filter elsewhere. */
        BadRequest: {
            headers: {
                "apim-request-id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The network rules of the resource refuse the caller, or the resource is suspended. */
        Forbidden: {
            headers: {
                "apim-request-id": components["headers"]["RequestId"];
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
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The path, the deployment or the version of the API does not exist. code is a text of digits here. */
        NotFound: {
            headers: {
                "apim-request-id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The deployment made more images than its quota, or the service has no capacity. */
        RateLimited: {
            headers: {
                "apim-request-id": components["headers"]["RequestId"];
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
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The service failed; a later request may succeed. */
        ServerError: {
            headers: {
                "apim-request-id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The key or the token is missing, wrong or expired. */
        Unauthorized: {
            headers: {
                "apim-request-id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"] | components["schemas"]["GatewayError"];
            };
        };
    };
    parameters: {
        /**
         * @description The version of the API, a date, with -preview for previews. The samples have 2025-04-01-preview for GPT image models and 2024-02-01 for DALL-E 3.
         * @example 2025-04-01-preview
         */
        ApiVersion: string;
        /**
         * @description The name of the deployment, chosen by the customer; it decides the model.
         * @example gpt-image-1-deployment
         */
        Deployment: string;
    };
    requestBodies: never;
    headers: {
        /** @description The id of the request, for support. */
        RequestId: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    ImageGenerations_Edit: {
        parameters: {
            query: {
                /**
                 * @description The version of the API, a date, with -preview for previews. The samples have 2025-04-01-preview for GPT image models and 2024-02-01 for DALL-E 3.
                 * @example 2025-04-01-preview
                 */
                "api-version": components["parameters"]["ApiVersion"];
            };
            header?: never;
            path: {
                /**
                 * @description The name of the deployment, chosen by the customer; it decides the model.
                 * @example gpt-image-1-deployment
                 */
                "deployment-id": components["parameters"]["Deployment"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["EditForm"];
            };
        };
        responses: {
            /** @description The images. GPT image models answer base64 text only, DALL-E 3 a link unless the request asks for base64. */
            200: {
                headers: {
                    "apim-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImageResponse"];
                    "text/event-stream": components["schemas"]["PartialEvent"] | components["schemas"]["EditPartialEvent"] | components["schemas"]["CompletedEvent"] | components["schemas"]["ErrorEvent"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["ServerError"];
            default: components["responses"]["ServerError"];
        };
    };
    ImageGenerations_Create: {
        parameters: {
            query: {
                /**
                 * @description The version of the API, a date, with -preview for previews. The samples have 2025-04-01-preview for GPT image models and 2024-02-01 for DALL-E 3.
                 * @example 2025-04-01-preview
                 */
                "api-version": components["parameters"]["ApiVersion"];
            };
            header?: never;
            path: {
                /**
                 * @description The name of the deployment, chosen by the customer; it decides the model.
                 * @example gpt-image-1-deployment
                 */
                "deployment-id": components["parameters"]["Deployment"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GenerateRequest"];
            };
        };
        responses: {
            /** @description The images. GPT image models answer base64 text only, DALL-E 3 a link unless the request asks for base64. */
            200: {
                headers: {
                    "apim-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImageResponse"];
                    "text/event-stream": components["schemas"]["PartialEvent"] | components["schemas"]["EditPartialEvent"] | components["schemas"]["CompletedEvent"] | components["schemas"]["ErrorEvent"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["ServerError"];
            default: components["responses"]["ServerError"];
        };
    };
    getResultImage: {
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
}
