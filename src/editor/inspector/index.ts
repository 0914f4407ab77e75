export { Inspector } from './Inspector.tsx';
export { ProblemsPanel } from './ProblemsPanel.tsx';
