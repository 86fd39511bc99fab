import { Grid } from 'antd';

/** Whether the screen is as narrow as a phone's. */
export const useIsPhone = (): boolean => Grid.useBreakpoint().md === false;
