import type * as Sdk from '@modelcontextprotocol/client';

/** The protocol's SDK. */
export type McpSdk = typeof Sdk;

let loaded: Promise<McpSdk> | null = null;

/** Loads the SDK once. It is large, and most people run no server. */
export function loadSdk(): Promise<McpSdk> {
  return (loaded ??= import('@modelcontextprotocol/client'));
}
