import { CreditCardOutlined, DashboardOutlined, DesktopOutlined, InboxOutlined, PrinterOutlined, ScanOutlined, TagOutlined } from '@ant-design/icons';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Space, Switch, Tag } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceInfo, DeviceKind } from '../api/client';
import { problemText } from '../shell/ProblemAlert';
import { useMay, useSession } from '../shell/session';
import { newUuid } from '../shell/uuid';
import { LearnDialog } from './LearnDialog';
import { StatisticsDialog } from './StatisticsDialog';
import { VirtualLabelPanel } from './VirtualLabelPanel';
import { VirtualPanel } from './VirtualPanel';
import { devicesAt } from './connection';
import { nameOf, problemWords, reasonText } from './deviceProblem';

const icons: Readonly<Record<DeviceKind, ReactNode>> = {
  Printer: <PrinterOutlined />, Drawer: <InboxOutlined />, Scale: <DashboardOutlined />, Scanner: <ScanOutlined />, Display: <DesktopOutlined />, LabelPrinter: <TagOutlined />,
};

/** One device: how it is, the last error in words, and what can be tried. */
export function DeviceCard({ device, onChanged }: { readonly device: DeviceInfo; readonly onChanged: () => void }) {
  const { t } = useTranslation('devices');
  const { message } = App.useApp();
  const { me } = useSession();
  const mayDo = useMay();
  const [learning, setLearning] = useState(false);
  const [looking, setLooking] = useState(false);
  const [counting, setCounting] = useState(false);
  const virtual = useQuery({ queryKey: ['virtual-till'], queryFn: () => devicesAt().showVirtualTill(), enabled: device.kind === 'Printer' || device.kind === 'LabelPrinter', retry: false, staleTime: Infinity });
  const doing = useMutation({
    mutationFn: async (what: 'test' | 'testLabel' | 'recover' | 'open') => {
      if (what === 'test') await devicesAt().printTestPage(device.id);
      else if (what === 'testLabel') await devicesAt().printTestLabel(device.id);
      else if (what === 'recover') await devicesAt().recoverPrinter(device.id);
      else await devicesAt().kickDrawer(device.id, { jobUuid: newUuid(), reason: t('card.tried'), by: me.name });
    },
    onSuccess: (_, what) => void message.success(t(`card.done.${what}`)),
    onError: (error) => void message.error(problemText(error)),
    onSettled: onChanged,
  });
  const checking = useMutation({
    mutationFn: () => devicesAt().checkHealth(device.id),
    onSuccess: ({ isHealthy, problem: found }) => void (isHealthy ? message.success(t('card.healthy', { name: nameOf(device) })) : message.warning(found ? reasonText(found.code, found.message) : t('chip.trouble'))),
    onError: (error) => void message.error(problemText(error)),
    onSettled: onChanged,
  });
  const switching = useMutation({
    mutationFn: (enabled: boolean) => devicesAt().enableDevice(device.id, { enabled }),
    onError: (error) => void message.error(problemText(error)),
    onSettled: onChanged,
  });
  const isOn = device.deviceEnabled !== false;
  const problem = problemWords(device);
  const { printer, drawer, scale, scanner, labelPrinter } = device;
  const facts: readonly (readonly [string, ReactNode])[] = printer ? [
    [t('card.paper'), t(printer.paperOut ? 'chip.paperOut' : printer.paperLow ? 'chip.paperLow' : 'card.there')],
    [t('card.cover'), t(printer.coverOpen ? 'chip.coverOpen' : 'card.closed')],
    [t('card.columns'), printer.columns],
    ...(printer.identity ? [[t('card.model'), [printer.identity.maker, printer.identity.model, printer.identity.firmware].filter(Boolean).join(' ')] as const] : []),
    [t('card.proof'), t(`proofs.${(printer.confirmation ?? 'Unknown') as 'ProcessId'}`)],
    ...(printer.reports === null ? [] : [[t('card.reports'), t(printer.reports ? 'card.reportsItself' : 'card.reportsAsked')] as const]),
    [t('card.waiting'), printer.waiting],
    [t('card.uncertain'), printer.uncertain],
    [t('card.printed'), printer.counts.printed],
    [t('card.failed'), printer.counts.failed + printer.counts.uncertain],
  ] : labelPrinter ? [
    [t('labels.label'), t(labelPrinter.paperOut ? 'labels.out' : 'labels.in')],
    [t('labels.head'), t(labelPrinter.headOpen ? 'card.open' : 'card.closed')],
    [t('labels.size'), `${labelPrinter.widthMm} × ${labelPrinter.heightMm} mm`],
    [t('labels.language'), t(`labels.languages.${labelPrinter.language}`)],
    [t('labels.chinese'), t(labelPrinter.chinese ? 'labels.chineseIn' : 'labels.noFont')],
    [t('card.waiting'), labelPrinter.waiting],
    [t('labels.uncertain'), labelPrinter.uncertain],
  ] : drawer ? [
    [t('card.drawer'), drawer.open === null ? t('card.unknownLevel') : t(drawer.leftOpen ? 'card.leftOpen' : drawer.open ? 'card.open' : 'card.closed')],
    [t('card.kicks'), drawer.kicks],
    [t('card.kicksFailed'), drawer.kicksFailed],
  ]
    : scale ? [[t('card.tare'), `${scale.tareGrams} g`], [t('card.zero'), t(scale.setsToZero ? 'card.fromTill' : 'card.byHand')], [t('card.weighings'), scale.weighings]]
      : scanner ? [[t('card.read'), scanner.read], [t('card.broken'), scanner.broken], [t('card.unheard'), scanner.unheard]] : [];
  const held: readonly (readonly [string, ReactNode])[] = device.claimed ? [[t('card.claimed'), device.claimedBy ?? t('card.someone')]] : [];
  return (
    <section className="panel device-card" data-testid={`device-${device.id}`}>
      <h2>{icons[device.kind] ?? <CreditCardOutlined />}<span>{nameOf(device)}</span><Tag color={!isOn ? 'default' : problem ? 'orange' : device.online === false ? 'red' : device.online === null ? 'default' : 'green'}>{t(!isOn ? 'card.off' : device.online === false ? 'chip.offline' : problem ? 'chip.trouble' : device.online === null ? 'card.unknown' : 'card.ready')}</Tag></h2>
      {isOn && problem && <Alert type="warning" showIcon title={problem} />}
      <dl className="facts">{[...facts, ...held].map(([name, value]) => [<dt key={`${name}.name`}>{name}</dt>, <dd key={name}>{value}</dd>])}</dl>
      <Space wrap className="actions">
        {mayDo('devices.manage') && <Switch checked={isOn} loading={switching.isPending} checkedChildren={t('card.on')} unCheckedChildren={t('card.off')} aria-label={t('card.use', { name: nameOf(device) })} onChange={(enabled) => switching.mutate(enabled)} />}
        {isOn && <Button loading={checking.isPending} onClick={() => checking.mutate()}>{t('card.check')}</Button>}
        <Button onClick={() => setCounting(true)}>{t('statistics.title')}</Button>
        {isOn && device.kind === 'Printer' && mayDo('devices.manage') && <Button loading={doing.isPending && doing.variables === 'test'} onClick={() => doing.mutate('test')}>{t('card.test')}</Button>}
        {isOn && device.kind === 'Printer' && problem && <Button loading={doing.isPending && doing.variables === 'recover'} onClick={() => doing.mutate('recover')}>{t('card.recover')}</Button>}
        {device.kind === 'Printer' && virtual.data && <Button onClick={() => setLooking(true)}>{t('virtual.show')}</Button>}
        {isOn && labelPrinter && mayDo('devices.manage') && <Button loading={doing.isPending && doing.variables === 'testLabel'} onClick={() => doing.mutate('testLabel')}>{t('labels.test')}</Button>}
        {labelPrinter && virtual.data && <Button onClick={() => setLooking(true)}>{t('virtual.showLabels')}</Button>}
        {isOn && drawer && mayDo('devices.open-drawer') && <Button loading={doing.isPending && doing.variables === 'open'} onClick={() => doing.mutate('open')}>{t('card.openDrawer')}</Button>}
        {isOn && drawer && mayDo('devices.manage') && <Button onClick={() => setLearning(true)}>{t('learn.title')}</Button>}
      </Space>
      {looking && (labelPrinter ? <VirtualLabelPanel onClose={() => setLooking(false)} /> : <VirtualPanel onClose={() => setLooking(false)} />)}
      {counting && <StatisticsDialog device={device} onClose={() => setCounting(false)} />}
      {learning && <LearnDialog drawerId={device.id} onClose={() => {
        setLearning(false);
        onChanged();
      }} />}
    </section>
  );
}
