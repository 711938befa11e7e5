/** Holds a conversation until it is killed: `node claim-holder.ts <data folder> <conversation>`. */
import { createConversationClaims } from '../../../src/main/app/conversation-claims.ts';
import { systemTimers } from '../../../src/main/disk/timers.ts';

const [, , root = '', conversationId = ''] = process.argv;

await createConversationClaims(root, systemTimers).hold(conversationId, () => {
  console.log('held');
  return new Promise(() => {
    setInterval(() => undefined, 1000);
  });
});
