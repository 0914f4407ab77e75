import { type AdjacencyImage, adjacencyImage } from './adjacency.ts';
import { clusteringCoefficient } from './clustering.ts';
import { type DegreeHistogram, degreeHistogram, inDegrees, outDegrees } from './degrees.ts';
import type { Graph, Sampled } from './graph.ts';
import { type PathLengths, pathLength } from './path-length.ts';
import { reciprocity } from './reciprocity.ts';

export type { DegreeHistogram } from './degrees.ts';
export type { Graph, Sampled } from './graph.ts';

/** What a connectivity probe shows. */
export interface GraphSummary {
  readonly sources: number;
  readonly targets: number;
  readonly synapses: number;
  readonly image: AdjacencyImage;
  readonly outDegrees: DegreeHistogram;
  readonly inDegrees: DegreeHistogram;
  /** Measures of a graph within one population; null between two. */
  readonly within: {
    readonly clustering: Sampled;
    readonly pathLength: PathLengths;
    readonly reciprocity: number | null;
  } | null;
}

export function summariseGraph(graph: Graph, same: boolean): GraphSummary {
  return {
    sources: graph.sources,
    targets: graph.size,
    synapses: graph.targets.length,
    image: adjacencyImage(graph),
    outDegrees: degreeHistogram(outDegrees(graph)),
    inDegrees: degreeHistogram(inDegrees(graph)),
    within: same
      ? { clustering: clusteringCoefficient(graph), pathLength: pathLength(graph), reciprocity: reciprocity(graph) }
      : null,
  };
}
