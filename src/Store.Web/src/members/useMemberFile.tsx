import { type ReactNode, useState } from 'react';
import { MemberDrawer } from './MemberDrawer';

/** A member's file over a list; it stays open when the row goes from which it was opened. */
export function useMemberFile(): { readonly openFile: (memberId: number) => void; readonly file: ReactNode } {
  const [opened, setOpened] = useState<number | null>(null);
  return { openFile: setOpened, file: opened !== null && <MemberDrawer memberId={opened} onClose={() => setOpened(null)} /> };
}
