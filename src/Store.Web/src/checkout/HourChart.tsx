import { BarChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { currencyText, toMinor } from '../shell/money';
import { useStore } from '../shell/session';
import { accent } from '../shell/theme';
import type { Summary } from './calls';

echarts.use([BarChart, GridComponent, TooltipComponent, CanvasRenderer]);

/** Sales by hour of the day, from the first hour with sales to the last. */
export default function HourChart({ hours }: { readonly hours: Summary['byHour'] }) {
  const { t } = useTranslation('checkout');
  const { currency } = useStore();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!box.current) return;
    const totals = new Map(hours.map((hour) => [hour.hourOfDay, hour]));
    const first = Math.min(8, ...totals.keys());
    const shown = Array.from({ length: Math.max(21, ...totals.keys()) - first + 1 }, (_, index) => first + index);
    const chart = echarts.init(box.current);
    chart.setOption({
      animation: false,
      grid: { left: 8, right: 8, top: 12, bottom: 4, containLabel: true },
      tooltip: {
        trigger: 'axis', axisPointer: { type: 'shadow' },
        formatter: (points: { dataIndex: number }[]) => {
          const hour = shown[points[0]?.dataIndex ?? 0] ?? 0;
          return `${t('sales.hour', { hour })}<br>${currencyText(toMinor(totals.get(hour)?.total ?? 0), currency)}<br>${t('sales.count')} ${totals.get(hour)?.sales ?? 0}`;
        },
      },
      xAxis: { type: 'category', data: shown.map(String), axisTick: { show: false }, axisLine: { lineStyle: { color: '#c3ccce' } }, axisLabel: { color: '#5b6770' } },
      yAxis: { type: 'value', axisLabel: { color: '#5b6770' }, splitLine: { lineStyle: { color: '#eef1f1' } } },
      series: [{ type: 'bar', data: shown.map((hour) => totals.get(hour)?.total ?? 0), itemStyle: { color: accent, borderRadius: [3, 3, 0, 0] }, barMaxWidth: 28 }],
    });
    const resize = new ResizeObserver(() => chart.resize());
    resize.observe(box.current);
    return () => {
      resize.disconnect();
      chart.dispose();
    };
  }, [hours, t, currency]);
  return <div ref={box} role="img" aria-label={t('sales.byHour')} style={{ height: 240 }} />;
}
