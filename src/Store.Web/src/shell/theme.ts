import type { ThemeConfig } from 'antd';

/** One accent colour; everything else is neutral. */
export const accent = '#0f766e';

const chineseFirst = '"PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC"';
const traditionalFirst = '"PingFang TC", "Microsoft JhengHei", "Noto Sans TC", "Noto Sans CJK TC", "Noto Sans SC"';

export const themeFor = (language: string): ThemeConfig => ({
  token: {
    // Who has asked their system for less motion gets none.
    motion: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
    colorPrimary: accent,
    colorInfo: accent,
    colorLink: accent,
    // What antd would mix out of so dark an accent is grey.
    colorPrimaryBg: '#e6f2f0',
    colorPrimaryBgHover: '#d5eae7',
    colorPrimaryBorder: '#9fd0c9',
    colorInfoBg: '#eef7f6',
    colorInfoBorder: '#b9dcd7',
    controlItemBgActive: '#e6f2f0',
    controlItemBgActiveHover: '#d5eae7',
    colorBgLayout: '#f4f6f6',
    borderRadius: 6,
    fontSize: 14,
    fontFamily: `system-ui, -apple-system, "Segoe UI", ${language === 'zh-Hant' ? traditionalFirst : chineseFirst}, sans-serif`,
  },
  components: {
    Layout: { headerBg: '#ffffff', siderBg: '#ffffff', headerHeight: 52, headerPadding: '0 16px' },
    Menu: { itemHeight: 38, activeBarBorderWidth: 0, itemSelectedBg: '#e6f2f0', itemActiveBg: '#eef7f6' },
    Table: { headerBg: '#f7f9f9', cellPaddingBlock: 10 },
  },
});
