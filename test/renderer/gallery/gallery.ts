import { memoryBridge } from './memory-bridge.ts';
import { scenario } from './scenarios.ts';

const name = new URLSearchParams(location.search).get('scenario') ?? 'library';
Object.defineProperty(window, 'parley', { value: memoryBridge(scenario(name)) });
await import('../../../src/renderer/main.tsx');
