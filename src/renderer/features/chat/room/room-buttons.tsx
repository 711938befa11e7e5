import { roomWays, type AskedAgain } from '../../../../shared/model/context/room.ts';
import type { Id } from '../../../../shared/model/conversation.ts';
import { roomActionWords, type AfterRoom } from '../../../../shared/words/room-words.ts';
import { useApp, useController } from '../../../client/use-app.ts';
import { Button } from '../../../ui/button.tsx';
import { useChatPage } from '../page/page-context.ts';
import { makeRoom } from './make-room.ts';

/** Props of {@link RoomButtons}. */
export interface RoomButtonsProps {
  readonly conversationId: Id;
  /** The request that needs room; the message in the box by default. */
  readonly of?: AskedAgain | undefined;
  readonly then: AfterRoom;
  readonly onMade: () => void;
}

/** The two ways to make room. The request that had none follows each. */
export function RoomButtons({ conversationId, of, then, onMade }: RoomButtonsProps) {
  const controller = useController();
  const page = useChatPage();
  const isWriting = useApp((state) =>
    state.compactions.some((each) => each.conversationId === conversationId),
  );
  return roomWays.map((way) => (
    <Button
      key={way}
      size="small"
      disabled={isWriting}
      onClick={() => {
        // The button is about to disappear.
        page.focusComposer();
        void makeRoom(controller, page, conversationId, way, of).then((isMade) => {
          if (isMade) onMade();
        });
      }}
    >
      {roomActionWords(way, then)}
    </Button>
  ));
}
