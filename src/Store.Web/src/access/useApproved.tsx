import { type ReactNode, useState } from 'react';
import { ApprovalDialog } from './ApprovalDialog';
import { type Approvable, type Wanted, attempt } from './approving';

interface Open {
  readonly wanted: Wanted;
  readonly call: Approvable<unknown>;
  readonly done: (result: unknown) => void;
  readonly failed: (error: Error) => void;
  readonly refusal: Error;
}

/**
 * Makes a call that may go over the user's limits. When it does, the dialog asks another person to approve it and the call is tried again; the promise settles when that is
 * over, and rejects with the refusal when the dialog is closed without an approval.
 *
 *     const { approved, dialog } = useApproved();
 *     const closing = useMutation({ mutationFn: (counted) => approved((ids) => withApprovals(ids).closeShift(storeId, shiftId, { counted })) });
 *     return <>{dialog} … </>;
 */
export function useApproved(): { readonly approved: <T>(call: Approvable<T>) => Promise<T>; readonly dialog: ReactNode } {
  const [open, setOpen] = useState<Open | null>(null);
  const approved = async <T,>(call: Approvable<T>): Promise<T> => {
    const first = await attempt(call, []);
    if (first.done) return first.result;
    return new Promise<T>((resolve, reject) => setOpen({
      wanted: first.wanted, call, refusal: first.problem, done: (result) => resolve(result as T), failed: reject,
    }));
  };
  const settle = (how: (now: Open) => void) => {
    setOpen(null);
    if (open) how(open);
  };
  const dialog = open && (
    <ApprovalDialog
      wanted={open.wanted} call={open.call} onDone={(result) => settle((now) => now.done(result))}
      onFailed={(error) => settle((now) => now.failed(error))} onCancel={() => settle((now) => now.failed(now.refusal))}
    />
  );
  return { approved, dialog };
}
