/** A well-known service, which needs a key and nothing else. */
export interface Service {
  readonly name: string;
  /** Main knows where the API is at this host. */
  readonly baseUrl: string;
  /** The site at which keys are made. */
  readonly keys: string;
  /** The page of that site, as the site names it. */
  readonly page?: string | undefined;
  /** A permission that the key has to be given, as the site names it. */
  readonly permission?: string;
}

function service(name: string, host: string, keys: string, page?: string): Service {
  return { name, baseUrl: `https://${host}`, keys, page };
}

/** The services that can be chosen by name: the makers of models, then those that serve many. */
export const services: readonly Service[] = [
  service('OpenAI', 'api.openai.com', 'platform.openai.com', 'API keys'),
  service('Anthropic', 'api.anthropic.com', 'platform.claude.com', 'API keys'),
  service('Google Gemini', 'generativelanguage.googleapis.com', 'aistudio.google.com'),
  service('Mistral', 'api.mistral.ai', 'console.mistral.ai', 'API keys'),
  service('DeepSeek', 'api.deepseek.com', 'platform.deepseek.com'),
  service('xAI', 'api.x.ai', 'console.x.ai'),
  service('Cohere', 'api.cohere.com', 'dashboard.cohere.com', 'API keys'),
  service('Perplexity', 'api.perplexity.ai', 'perplexity.ai', 'API'),
  service('Moonshot', 'api.moonshot.ai', 'platform.moonshot.ai'),
  service('MiniMax', 'api.minimax.io', 'platform.minimax.io'),
  service('Z.ai', 'api.z.ai', 'z.ai', 'API keys'),
  service('Alibaba Cloud', 'dashscope-intl.aliyuncs.com', 'alibabacloud.com', 'Model Studio'),
  service('OpenRouter', 'openrouter.ai', 'openrouter.ai', 'Keys'),
  service('Hugging Face', 'router.huggingface.co', 'huggingface.co', 'Access tokens'),
  service('Groq', 'api.groq.com', 'console.groq.com'),
  service('Cerebras', 'api.cerebras.ai', 'cloud.cerebras.ai'),
  service('Together', 'api.together.ai', 'api.together.ai', 'Settings'),
  service('Fireworks', 'api.fireworks.ai', 'fireworks.ai', 'API keys'),
  service('DeepInfra', 'api.deepinfra.com', 'deepinfra.com', 'Dashboard'),
  service('NVIDIA', 'integrate.api.nvidia.com', 'build.nvidia.com'),
  service('SambaNova', 'api.sambanova.ai', 'cloud.sambanova.ai'),
  service('SiliconFlow', 'api.siliconflow.com', 'cloud.siliconflow.com'),
  { ...service('GitHub Models', 'models.github.ai', 'github.com'), permission: 'models:read' },
  service('Vercel AI Gateway', 'ai-gateway.vercel.sh', 'vercel.com', 'AI Gateway'),
  service('Venice', 'api.venice.ai', 'venice.ai', 'API'),
  service('Ollama Cloud', 'ollama.com', 'ollama.com', 'Keys'),
];
