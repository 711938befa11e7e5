import { names } from './checks.ts';

/**
 * The fields of a chat completion that OpenAI takes: the types of its SDK 7.57.0 (read 2026-11-29).
 */
export const openAiBody = names(
  'messages model audio frequency_penalty function_call functions logit_bias logprobs max_completion_tokens max_tokens metadata modalities moderation n parallel_tool_calls prediction presence_penalty prompt_cache_key prompt_cache_options prompt_cache_retention reasoning_effort response_format safety_identifier seed service_tier stop store stream stream_options temperature tool_choice tools top_logprobs top_p user verbosity web_search_options',
);
