import { useState, type DragEvent } from 'react';
import type { Id } from '../../../../shared/model/conversation.ts';

/** A drag type that only this window's list understands. */
const dragType = 'application/x-parley-conversations';

/** Puts conversations on a starting drag. */
export function startDrag(event: DragEvent, ids: readonly Id[]): void {
  event.dataTransfer.setData(dragType, JSON.stringify(ids));
  event.dataTransfer.effectAllowed = 'move';
}

function idsOf(event: DragEvent): readonly Id[] {
  const text = event.dataTransfer.getData(dragType);
  const value: unknown = text === '' ? [] : JSON.parse(text);
  return Array.isArray(value) ? value.filter((id) => typeof id === 'string') : [];
}

/** Makes an element a drop target for conversations; `isOver` is true while they are above it. */
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
