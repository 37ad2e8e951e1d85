package dev.millrace.training.lightgbm;

import dev.millrace.model.onnx.Operators;
import dev.millrace.model.onnx.Trees;
import dev.millrace.model.onnx.Value;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The sum of one leaf of each tree, which LightGBM adds up in double precision and a graph in
 * single.
 *
 * <p>Where leaves are far larger than their sum, as those of labels in thousands are on rows
 * predicted as near 0, single precision is not enough. There each leaf is split in two: a coarse
 * part, a multiple of a step so large that no sum of coarse parts needs more than the 24 bits of
 * single precision, which makes all of their sums exact, in any order; and the rest, less than a
 * step, whose sums are in error by a vanishing part of it. Two ensembles of the same decisions add
 * up the one and the other. This is the splitting of T. Ogita, S. Rump and S. Oishi, "Accurate sum
 * and dot product", SIAM Journal on Scientific Computing 26, 2005, with a step known beforehand. It
 * costs a second walk.
 *
 * @param features how many a row has
 */
record LeafSums(int features, List<TreeText> trees) {

  /** Of single precision, less one that rounding to steps may need. */
  private static final int BITS = 23;

  /** In one ensemble each, which is enough where sums are to become probabilities. */
  static List<Value> single(Operators graph, Value matrix, List<LeafSums> sums) {
    List<Trees> ensembles =
        sums.stream().map(sum -> sum.ensemble(DoubleUnaryOperator.identity())).toList();
    return graph.trees(matrix, ensembles);
  }

  /** As near to each sum as single precision has a number. */
  static List<Value> exact(Operators graph, Value matrix, List<LeafSums> sums) {
    List<Trees> ensembles =
        sums.stream().flatMap(sum -> Stream.of(sum.coarse(), sum.fine())).toList();
    List<Value> parts = graph.trees(matrix, ensembles);
    return IntStream.range(0, sums.size())
        .mapToObj(sum -> graph.add(parts.get(2 * sum), parts.get(2 * sum + 1)))
        .toList();
  }

  private Trees coarse() {
    double step = step();
    return ensemble(weight -> coarse(weight, step));
  }

  private Trees fine() {
    double step = step();
    return ensemble(weight -> weight - coarse(weight, step));
  }

  private static double coarse(double weight, double step) {
    return Math.rint(weight / step) * step;
  }

  /** A power of two that the largest possible sum is less than 2^23 of. */
  private double step() {
    double largest = trees.stream().mapToDouble(TreeText::largest).sum();
    return Math.scalb(1.0, Math.getExponent(largest) + 1 - BITS);
  }

  /** All trees, with leaves as they are or with parts of them. */
  Trees ensemble(DoubleUnaryOperator weight) {
    return new Trees(features, 0, trees.stream().map(tree -> tree.nodes(weight)).toList());
  }
}
