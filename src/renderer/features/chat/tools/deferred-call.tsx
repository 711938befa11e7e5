import { deferred } from '../../../ui/deferred.tsx';
import type { LoneResultProps, ToolCallProps } from './tool-call.tsx';
import styles from './deferred-call.module.css';

// Most conversations use no tools. A line has one height, whatever it says: its place is kept.
const place = <div className={styles.place} />;

/** A call of a tool, fetched on first use. */
export const ToolCall = deferred<ToolCallProps>(
  async () => (await import('./tool-call.tsx')).ToolCall,
  place,
);

/** A result that came without a call, fetched on first use. */
export const LoneResult = deferred<LoneResultProps>(
  async () => (await import('./tool-call.tsx')).LoneResult,
  place,
);
