import 'react';

declare module 'react' {
  interface CSSProperties {
    /** Set by the sidebar's frame while it is resized. */
    '--sidebar-width'?: string;
  }
}
