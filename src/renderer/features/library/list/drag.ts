import { useState, type DragEvent } from 'react';
import type { Id } from '../../../../shared/model/conversation.ts';

/** Only this window's own list understands it. */
const dragType = 'application/x-parley-conversations';

/** Puts conversations on a drag that begins. */
export function startDrag(event: DragEvent, ids: readonly Id[]): void {
  event.dataTransfer.setData(dragType, JSON.stringify(ids));
  event.dataTransfer.effectAllowed = 'move';
}

function idsOf(event: DragEvent): readonly Id[] {
  const text = event.dataTransfer.getData(dragType);
  const value: unknown = text === '' ? [] : JSON.parse(text);
  return Array.isArray(value) ? value.filter((id) => typeof id === 'string') : [];
}

/** What makes an element a place where conversations can be dropped; `isOver` while they are above it. */
export function useDropTarget(onDrop: (ids: readonly Id[]) => void) {
  const [isOver, setOver] = useState(false);
  return {
    isOver,
    handlers: {
      onDragOver: (event: DragEvent) => {
        if (!event.dataTransfer.types.includes(dragType)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'move';
        setOver(true);
      },
      onDragLeave: () => setOver(false),
      onDrop: (event: DragEvent) => {
        setOver(false);
        if (!event.dataTransfer.types.includes(dragType)) return;
        event.preventDefault();
        onDrop(idsOf(event));
      },
    },
  };
}
