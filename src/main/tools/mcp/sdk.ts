import type * as Sdk from '@modelcontextprotocol/client';
import { unpackModules } from '../../disk/packed-modules.ts';

/** The protocol's SDK. */
export type McpSdk = typeof Sdk;

let loaded: Promise<McpSdk> | null = null;

/** Loads the SDK once. It is large, and most people run no server. */
export function loadSdk(): Promise<McpSdk> {
  unpackModules();
  return (loaded ??= import('@modelcontextprotocol/client'));
}
