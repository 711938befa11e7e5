/** A well-known service, which needs a key and nothing else. */
export interface Service {
  readonly name: string;
  /** Main knows where the API is at this host. */
  readonly baseUrl: string;
  /** Where keys are made, for people to read. */
  readonly keys: string;
}

function service(name: string, host: string, keys: string): Service {
  return { name, baseUrl: `https://${host}`, keys };
}

/** The services that can be chosen by name: the makers of models, then those that serve many. */
export const services: readonly Service[] = [
  service('OpenAI', 'api.openai.com', 'platform.openai.com, under API keys'),
  service('Anthropic', 'api.anthropic.com', 'platform.claude.com, under API keys'),
  service('Google Gemini', 'generativelanguage.googleapis.com', 'aistudio.google.com'),
  service('Mistral', 'api.mistral.ai', 'console.mistral.ai, under API keys'),
  service('DeepSeek', 'api.deepseek.com', 'platform.deepseek.com'),
  service('xAI', 'api.x.ai', 'console.x.ai'),
  service('Cohere', 'api.cohere.com', 'dashboard.cohere.com, under API keys'),
  service('Perplexity', 'api.perplexity.ai', 'perplexity.ai, under API'),
  service('Moonshot', 'api.moonshot.ai', 'platform.moonshot.ai'),
  service('MiniMax', 'api.minimax.io', 'platform.minimax.io'),
  service('Z.ai', 'api.z.ai', 'z.ai, under API keys'),
  service('Alibaba Cloud', 'dashscope-intl.aliyuncs.com', 'the console of Model Studio'),
  service('OpenRouter', 'openrouter.ai', 'openrouter.ai, under Keys'),
  service('Hugging Face', 'router.huggingface.co', 'huggingface.co, under Access tokens'),
  service('Groq', 'api.groq.com', 'console.groq.com'),
  service('Cerebras', 'api.cerebras.ai', 'cloud.cerebras.ai'),
  service('Together', 'api.together.ai', 'api.together.ai, in its settings'),
  service('Fireworks', 'api.fireworks.ai', 'fireworks.ai, under API keys'),
  service('DeepInfra', 'api.deepinfra.com', 'deepinfra.com, in its dashboard'),
  service('NVIDIA', 'integrate.api.nvidia.com', 'build.nvidia.com'),
  service('SambaNova', 'api.sambanova.ai', 'cloud.sambanova.ai'),
  service('SiliconFlow', 'api.siliconflow.com', 'cloud.siliconflow.com'),
  service('GitHub Models', 'models.github.ai', 'github.com, as a token that may read models'),
  service('Vercel AI Gateway', 'ai-gateway.vercel.sh', 'vercel.com, under AI Gateway'),
  service('Venice', 'api.venice.ai', 'venice.ai, under API'),
  service('Ollama Cloud', 'ollama.com', 'ollama.com, under Keys'),
];
