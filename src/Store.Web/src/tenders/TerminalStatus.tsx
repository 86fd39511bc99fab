import { LoadingOutlined } from '@ant-design/icons';
import { Alert, Button, Space } from 'antd';
import { useTranslation } from 'react-i18next';
import { Amount } from '../shell/Amount';
import { problemText } from '../shell/ProblemAlert';
import { toMinor } from '../shell/money';
import { SetAside } from './SetAside';
import type { Terminal } from './useTerminal';

const kinds = { Created: 'info', Submitted: 'info', AwaitingPayer: 'info', Unknown: 'warning', Reversing: 'warning', Declined: 'error', Reversed: 'warning', Suspense: 'error', Succeeded: 'success' } as const;

const reasonKey = (reason: string) => (reason === 'declined' || reason === 'not sent' || reason === 'called off' ? reason : 'other');

/** How the payment at the terminal stands, and what the cashier can do about it. */
export function TerminalStatus({ terminal }: { readonly terminal: Terminal }) {
  const { t } = useTranslation('tenders');
  const { latest: attempt, error, busy } = terminal;
  if (!attempt && !error) return null;
  const state = attempt?.state as keyof typeof kinds | undefined;
  const spinning = state === 'Created' || state === 'Submitted' || state === 'AwaitingPayer' || state === 'Unknown' || state === 'Reversing';
  const undecided = state === 'AwaitingPayer' || state === 'Unknown' || state === 'Reversing' || state === 'Suspense';
  const words = state === 'Declined' && attempt?.reason ? t(`terminal.reasons.${reasonKey(attempt.reason)}`, { reason: attempt.reason }) : state === 'Succeeded' && attempt && attempt.approved < attempt.amount ? t('terminal.partial') : null;
  return (
    <div style={{ marginTop: 10 }} aria-live="polite">
      {attempt && state && (
        <Alert
          type={kinds[state]} showIcon {...(spinning && { icon: <LoadingOutlined /> })} data-testid="terminal"
          title={<>{t(`terminal.${state}`)} <Amount minor={toMinor(state === 'Succeeded' ? attempt.approved : attempt.amount)} /></>}
          description={words || undecided ? (
            <>
              {words}
              {undecided && (
                <Space wrap size={8} style={{ marginTop: 4 }}>
                  {state !== 'AwaitingPayer' && <Button loading={busy} onClick={() => terminal.resolve(attempt.attemptId)}>{t('terminal.ask')}</Button>}
                  {(state === 'AwaitingPayer' || state === 'Unknown') && <Button danger disabled={busy} onClick={() => terminal.cancel(attempt.attemptId)}>{t('terminal.cancel')}</Button>}
                  <SetAside attempt={attempt} />
                </Space>
              )}
            </>
          ) : undefined}
        />
      )}
      {error && <Alert type="error" showIcon style={{ marginTop: 8 }} title={problemText(error)} />}
    </div>
  );
}
