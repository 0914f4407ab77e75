export { Inspector } from './Inspector.tsx';
export { PreflightPanel } from './PreflightPanel.tsx';
