package dev.millrace.benchmark.engine;

import dev.millrace.benchmark.Add;
import dev.millrace.benchmark.EngineHome;
import dev.millrace.benchmark.Samples;
import dev.millrace.core.component.Value;
import dev.millrace.core.pipeline.Param;
import dev.millrace.core.pipeline.Pipeline;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.engine.Plan;
import dev.millrace.engine.Plan.Would;
import dev.millrace.engine.RunRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Plans a pipeline that was never run, runs it, and plans it again; prints what the first plan of
 * each kind took, and the median of the later ones.
 */
final class PlanProgram {

  private static final String FROM = "from";
  private static final int WARM_UPS = 50;
  private static final int PLANS = 200;

  private PlanProgram() {}

  /**
   * @param arguments the home, and how many steps
   */
  public static void main(String[] arguments) throws Exception {
    int steps = Integer.parseInt(arguments[1]);
    try (EngineHome home = EngineHome.open(Path.of(arguments[0]), new Add())) {
      PipelineSpec pipeline = pipeline(steps);
      Map<String, String> params = Map.of(FROM, "1");
      RunRequest request = home.request(pipeline, params);
      measure(home, request, "new", List.of(steps - 1L, 0L));
      var _ = home.run(pipeline, params, _ -> {});
      measure(home, request, "cached", List.of(0L, (long) steps));
    }
  }

  /** Each step takes what an earlier one made, and comes after another. */
  private static PipelineSpec pipeline(int steps) {
    Pipeline pipeline = Pipeline.named("wide");
    List<Value<Integer>> sums = new ArrayList<>();
    sums.add(pipeline.param(FROM, Param.integer()));
    for (int step = 1; step <= steps; step++) {
      Add.Inputs inputs = new Add.Inputs(sums.get(step / 2), Value.of(step));
      String[] after = step < 3 ? new String[0] : new String[] {name(step / 3)};
      sums.add(pipeline.step(name(step), new Add(), inputs, after).sum());
    }
    return pipeline.spec();
  }

  private static String name(int step) {
    return "step_" + step;
  }

  /**
   * @param expected how many steps depend on others that have to run, and how many are there
   */
  @SuppressWarnings("SystemOut") // the figures
  private static void measure(
      EngineHome home, RunRequest request, String kind, List<Long> expected) {
    System.out.println(kind + "_first " + millis(home, request, expected));
    for (int plan = 0; plan < WARM_UPS; plan++) {
      var _ = millis(home, request, expected);
    }
    double[] millis = new double[PLANS];
    for (int plan = 0; plan < PLANS; plan++) {
      millis[plan] = millis(home, request, expected);
    }
    System.out.println(kind + "_warm " + new Samples(millis).median());
  }

  private static double millis(EngineHome home, RunRequest request, List<Long> expected) {
    long start = System.nanoTime();
    Plan plan = home.engine().plan(request);
    double millis = (System.nanoTime() - start) / 1e6;
    List<Long> found = List.of(count(plan, Would.Unknown.class), count(plan, Would.Reuse.class));
    if (!found.equals(expected) || plan.steps().size() != request.pipeline().steps().size()) {
      throw new IllegalStateException(
          "of %d steps %s are unknown and there, not %s"
              .formatted(plan.steps().size(), found, expected));
    }
    return millis;
  }

  private static long count(Plan plan, Class<? extends Would> kind) {
    return plan.steps().stream().filter(step -> kind.isInstance(step.would())).count();
  }
}
