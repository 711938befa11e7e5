import { anthropic } from './anthropic.ts';
import { azure } from './azure.ts';
import { deepseek } from './deepseek.ts';
import { gemini } from './gemini.ts';
import { groq } from './groq.ts';
import { llamaCpp } from './llama-cpp.ts';
import { lmStudio } from './lm-studio.ts';
import { mistral } from './mistral.ts';
import { ollama } from './ollama.ts';
import { openai } from './openai.ts';
import { openrouter } from './openrouter.ts';
import { perplexity } from './perplexity.ts';
import type { Profile } from './profile.ts';
import { vllm } from './vllm.ts';
import { xai } from './xai.ts';

/** Every profile. */
export const profiles: readonly Profile[] = [
  openai,
  azure,
  gemini,
  anthropic,
  deepseek,
  mistral,
  openrouter,
  perplexity,
  xai,
  groq,
  ollama,
  lmStudio,
  llamaCpp,
  vllm,
];
