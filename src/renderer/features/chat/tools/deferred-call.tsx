import { deferred } from '../../../ui/deferred.tsx';
import type { LoneResultProps, ToolCallProps } from './tool-call.tsx';
import styles from './deferred-call.module.css';

// Most conversations use no tools. Every line has the same height, so its space is reserved.
const place = <div className={styles.place} />;

/** A tool call; its code is loaded on first use. */
export const ToolCall = deferred<ToolCallProps>(
  async () => (await import('./tool-call.tsx')).ToolCall,
  place,
);

/** A result without a call; its code is loaded on first use. */
export const LoneResult = deferred<LoneResultProps>(
  async () => (await import('./tool-call.tsx')).LoneResult,
  place,
);
