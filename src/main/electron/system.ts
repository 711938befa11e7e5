import { safeStorage, session } from 'electron';
import type { SafeStorage } from '../store/secrets.ts';
import { lockSession } from './window.ts';

/** What the system keeps keys with. */
export const systemSafeStorage: SafeStorage = safeStorage;

/** The proxy of the system for an address, as Chromium words it. */
export function systemProxy(url: string): Promise<string> {
  return session.defaultSession.resolveProxy(url);
}

/** Refuses what no page of ours needs; see {@link lockSession}. */
export function lockPages(): void {
  lockSession(session.defaultSession);
}
