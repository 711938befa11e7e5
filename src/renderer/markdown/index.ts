export { MarkdownActionsContext } from './actions.ts';
export type { MarkdownActions } from './actions.ts';
export { Markdown, StreamingMarkdown } from './markdown.tsx';
export { plainBlocks, plainParts } from './plain-blocks.ts';
export { warmMarkdown } from './warm-up.tsx';
