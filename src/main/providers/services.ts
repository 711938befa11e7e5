/** The API paths of well-known services, to which `/chat/completions` is appended. */
const basePaths: ReadonlyMap<string, string> = new Map([
  ['ai-gateway.vercel.sh', '/v1'],
  ['api.ai21.com', '/studio/v1'],
  ['api.anthropic.com', '/v1'],
  ['api.cerebras.ai', '/v1'],
  ['api.cohere.ai', '/compatibility/v1'],
  ['api.cohere.com', '/compatibility/v1'],
  ['api.deepinfra.com', '/v1/openai'],
  ['api.deepseek.com', '/v1'],
  ['api.fireworks.ai', '/inference/v1'],
  ['api.groq.com', '/openai/v1'],
  ['api.minimax.io', '/v1'],
  ['api.mistral.ai', '/v1'],
  ['api.moonshot.ai', '/v1'],
  ['api.moonshot.cn', '/v1'],
  ['api.openai.com', '/v1'],
  ['api.perplexity.ai', ''],
  ['api.sambanova.ai', '/v1'],
  ['api.scaleway.ai', '/v1'],
  ['api.siliconflow.cn', '/v1'],
  ['api.siliconflow.com', '/v1'],
  ['api.stepfun.com', '/v1'],
  ['api.together.ai', '/v1'],
  ['api.together.xyz', '/v1'],
  ['api.venice.ai', '/api/v1'],
  ['api.x.ai', '/v1'],
  ['api.z.ai', '/api/paas/v4'],
  ['ark.cn-beijing.volces.com', '/api/v3'],
  ['codestral.mistral.ai', '/v1'],
  ['dashscope-intl.aliyuncs.com', '/compatible-mode/v1'],
  ['dashscope.aliyuncs.com', '/compatible-mode/v1'],
  ['generativelanguage.googleapis.com', '/v1beta/openai'],
  ['integrate.api.nvidia.com', '/v1'],
  ['models.github.ai', '/inference'],
  ['models.inference.ai.azure.com', ''],
  ['ollama.com', '/v1'],
  ['open.bigmodel.cn', '/api/paas/v4'],
  ['openrouter.ai', '/api/v1'],
  ['router.huggingface.co', '/v1'],
]);

/** Azure's hosts; each is preceded by the name of a resource. */
const azureHost = /\.(?:openai|services\.ai|cognitiveservices)\.azure\.(?:com|us|cn)$/;

/** True for a host of Azure's model services. */
export function isAzureHost(hostname: string): boolean {
  return azureHost.test(hostname);
}

/** The path of a well-known service's API; null for an unknown host. */
export function knownBasePath(hostname: string): string | null {
  if (isAzureHost(hostname)) return '/openai/v1';
  if (/^bedrock-runtime\.[\w-]+\.amazonaws\.com$/.test(hostname)) return '/openai/v1';
  return basePaths.get(hostname) ?? null;
}

/** The deployment in an address of Azure's older form; null if there is none. */
export function deploymentIn(baseUrl: string): string | null {
  const name = /\/openai\/deployments\/([^/?#]+)$/.exec(baseUrl)?.[1];
  if (name === undefined) return null;
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** The header that carries the key; Azure uses its own. */
export function keyHeaderOf(baseUrl: string): 'api-key' | 'authorization' {
  const isAzure = URL.canParse(baseUrl) && isAzureHost(new URL(baseUrl).hostname);
  return isAzure || deploymentIn(baseUrl) !== null ? 'api-key' : 'authorization';
}
