package dev.millrace.app;

import dev.millrace.app.init.Init;
import dev.millrace.core.api.ActivationOrder;
import dev.millrace.core.api.CancelReport;
import dev.millrace.core.api.CleaningOrder;
import dev.millrace.core.api.CleaningReport;
import dev.millrace.core.api.DataDiffOrder;
import dev.millrace.core.api.DataDiffReport;
import dev.millrace.core.api.DiffReport;
import dev.millrace.core.api.FixOrder;
import dev.millrace.core.api.InitOrder;
import dev.millrace.core.api.InitReport;
import dev.millrace.core.api.LineageOrder;
import dev.millrace.core.api.LineageReport;
import dev.millrace.core.api.LogLine;
import dev.millrace.core.api.MetricReport;
import dev.millrace.core.api.Millrace;
import dev.millrace.core.api.Models;
import dev.millrace.core.api.PinReport;
import dev.millrace.core.api.PlanReport;
import dev.millrace.core.api.PredictionOrder;
import dev.millrace.core.api.PredictionReport;
import dev.millrace.core.api.RunListener;
import dev.millrace.core.api.RunOrder;
import dev.millrace.core.api.RunReport;
import dev.millrace.core.api.RunSummary;
import dev.millrace.core.api.RunsWanted;
import dev.millrace.core.api.SchemaOrder;
import dev.millrace.core.api.SchemaReport;
import dev.millrace.core.api.StatisticsOrder;
import dev.millrace.core.api.StatisticsReport;
import dev.millrace.core.api.StepChoice;
import dev.millrace.core.api.TriggerReport;
import dev.millrace.core.api.UpListener;
import dev.millrace.core.api.UpOrder;
import dev.millrace.core.api.ValidationOrder;
import dev.millrace.core.api.ValidationReport;
import dev.millrace.core.api.WhyReport;
import dev.millrace.core.component.Components;
import dev.millrace.core.error.Problem;
import dev.millrace.core.error.UserError;
import dev.millrace.core.port.FindingSink.Finding;
import dev.millrace.core.port.RequestLog;
import dev.millrace.core.run.RunState;
import dev.millrace.core.value.Id;
import dev.millrace.core.yaml.PipelineFile;
import dev.millrace.engine.Cause;
import dev.millrace.engine.Filing;
import dev.millrace.engine.RunRequest;
import dev.millrace.engine.Selection;
import dev.millrace.engine.library.ComponentFolders;
import dev.millrace.engine.program.Programs;
import dev.millrace.engine.trigger.Triggers;
import dev.millrace.monitoring.Window;
import dev.millrace.registry.RegistryResolver;
import dev.millrace.store.MetadataStore.Firing;
import dev.millrace.store.MetadataStore.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Millrace in this process, on one home. Parts are made when first needed, so that looking costs
 * little.
 */
public final class App implements Millrace {

  /** The environment that deployments go to unless they say otherwise. */
  public static final String LOCAL = "local";

  private final Parts parts;
  private final Clock clock;

  private App(Parts parts, Clock clock) {
    this.parts = parts;
    this.clock = clock;
  }

  /**
   * Opens a home, making it if there is none.
   *
   * @param environment where the database, secrets and programs to run are looked for, as in the
   *     process's own
   * @param clock the present, real or replayed
   * @throws dev.millrace.core.error.UserError if the home cannot be used
   */
  public static App open(Path home, Map<String, String> environment, Clock clock) {
    return new App(new Parts(home, environment, clock), clock);
  }

  /** Checks a pipeline file without a home, so that only the standard aliases are known. */
  public static List<Problem> lintWithoutHome(Path pipeline, Map<String, String> environment) {
    Set<String> queries = Parts.queries(RegistryResolver.ALWAYS);
    Components installed = Components.installed();
    ComponentFolders components =
        new ComponentFolders(() -> installed, () -> Programs.toLookAt(environment));
    return PipelineFile.lint(pipeline, components, queries);
  }

  @Override
  public InitReport init(InitOrder order) throws IOException, InterruptedException {
    return new Init(parts.home().work(), clock).make(order);
  }

  @Override
  public List<Problem> lint(Path pipeline) {
    return PipelineFile.lint(pipeline, parts.components(), parts.queries());
  }

  @Override
  public PlanReport plan(RunOrder order) {
    return PlanReports.of(parts.engine().plan(request(order, Cause.demand(parts.actor()))));
  }

  @Override
  public RunReport run(RunOrder order, RunListener listener) throws InterruptedException {
    return run(request(order, Cause.demand(parts.actor())), listener);
  }

  private RunReport run(RunRequest request, RunListener listener) throws InterruptedException {
    return parts.runReports().full(parts.engine().run(request, listener).run());
  }

  /** Goes on with every run that a dead process left behind. */
  public List<RunReport> resumeInterrupted(RunListener listener) throws InterruptedException {
    List<RunReport> reports = new ArrayList<>();
    for (var run : parts.engine().interrupted()) {
      reports.add(resume(run.id(), listener));
    }
    return reports;
  }

  /** Goes on with a run that was interrupted, failed, was refused or canceled. */
  public RunReport resume(Id run, RunListener listener) throws InterruptedException {
    return parts.runReports().full(parts.engine().resume(run, listener).await().run());
  }

  @Override
  public RunReport resume(String run, RunListener listener) throws InterruptedException {
    Run found = parts.runReports().find(run);
    if (found.state() == RunState.SUCCEEDED) {
      throw UserError.failure("run " + found.id().brief() + " has succeeded: nothing is left to do")
          .hint("'millrace run PIPELINE' starts another; what has not changed is not run again");
    }
    return resume(found.id(), listener);
  }

  @Override
  public RunReport goOn(String run, FixOrder fix, RunListener listener)
      throws InterruptedException {
    Run found = parts.runReports().find(run);
    PipelineFile file = load(fix.pipeline().orElseGet(() -> Filing.fileOf(found)));
    RunRequest changed =
        RunRequest.of(file.spec(), file.directory(), parts.actor())
            .with(fix.set())
            .filedUnder(Filing.DEFAULT.from(file.file()));
    return parts
        .runReports()
        .full(parts.engine().amend(found.id(), changed, fix.from(), listener).await().run());
  }

  @Override
  public CancelReport cancel(String run) throws InterruptedException {
    return new RunControl(parts).cancel(parts.runReports().find(run));
  }

  private RunRequest request(RunOrder order, Cause cause) {
    PipelineFile file = load(order.pipeline());
    RunRequest request =
        RunRequest.of(file.spec(), file.directory(), cause.actor())
            .with(order.set())
            .because(cause)
            .select(selection(order.steps()))
            .filedUnder(
                new Filing(
                        Filing.DEFAULT.project(), Filing.DEFAULT.experiment(), Surroundings.here())
                    .from(file.file()));
    return order.asOf().map(request::asOf).orElse(request);
  }

  private static Selection selection(StepChoice steps) {
    return new Selection(steps.from(), steps.to(), new LinkedHashSet<>(steps.only()));
  }

  private PipelineFile load(Path pipeline) {
    return PipelineFile.load(pipeline, parts.components(), parts.queries());
  }

  /** The firing of a trigger that is due, if one is: see {@link Triggers#due}. */
  public Optional<Firing> due(Path pipeline, String model, Instant asOf) {
    return parts.triggers().due(load(pipeline).spec(), model, asOf);
  }

  /** Runs a pipeline because a trigger fired, as of the moment of the firing. */
  public RunReport fire(Path pipeline, Firing firing, RunListener listener)
      throws InterruptedException {
    parts.triggers().record(firing);
    RunOrder order = new RunOrder(pipeline, Map.of(), Optional.of(firing.eventTime()));
    return run(request(order, Cause.of(firing, parts.actor())), listener);
  }

  @Override
  public List<RunSummary> runs(RunsWanted wanted) {
    return parts.runReports().newest(wanted);
  }

  @Override
  public TriggerReport activate(ActivationOrder order) throws IOException {
    return triggerReports().activate(order);
  }

  @Override
  public TriggerReport deactivate(Path pipeline, String environment) {
    return triggerReports().deactivate(pipeline, environment);
  }

  @Override
  public List<TriggerReport> triggers() {
    return triggerReports().all();
  }

  private TriggerReports triggerReports() {
    return new TriggerReports(parts.triggerSetup(), this::load, parts.actor());
  }

  @Override
  public void up(UpOrder order, UpListener listener) throws InterruptedException {
    new Up(parts, clock, listener).hold(order);
  }

  @Override
  public RunReport showRun(String run) {
    return parts.runReports().full(parts.runReports().find(run));
  }

  @Override
  public MetricReport metric(String run, String name) {
    RunReports reports = parts.runReports();
    return reports.metric(reports.find(run), name);
  }

  @Override
  public WhyReport why(String run, String step) {
    return new RunControl(parts).why(parts.runReports().find(run), step);
  }

  @Override
  public DiffReport diff(String before, String after) {
    RunReports reports = parts.runReports();
    return new RunDiffs(parts.metadata(), reports)
        .between(reports.find(before), reports.find(after));
  }

  @Override
  public LineageReport lineage(LineageOrder order) throws IOException {
    return new LineageReports(parts).of(order);
  }

  @Override
  public CleaningReport planCleaning(CleaningOrder order) throws IOException {
    return new Cleaning(parts).plan(order);
  }

  @Override
  public CleaningReport clean(CleaningOrder order) throws IOException {
    return new Cleaning(parts).clean(order);
  }

  @Override
  public PinReport pin(String id, String reason) {
    return new Cleaning(parts).pin(id, reason);
  }

  @Override
  public PinReport unpin(String id) {
    return new Cleaning(parts).unpin(id);
  }

  @Override
  public List<PinReport> pins() {
    return new Cleaning(parts).pins();
  }

  @Override
  public List<LogLine> logs(String run, Optional<String> step) throws IOException {
    return new RunLogs(parts.metadata(), parts.logs()).lines(parts.runReports().find(run), step);
  }

  @Override
  public Models models() {
    return new RegisteredModels(parts, clock);
  }

  @Override
  public PredictionReport predict(PredictionOrder order) throws IOException, InterruptedException {
    return new FilePrediction(parts).predict(order);
  }

  @Override
  public StatisticsReport statistics(StatisticsOrder order)
      throws IOException, InterruptedException {
    return new StatisticsReports(parts).of(order);
  }

  @Override
  public DataDiffReport diffData(DataDiffOrder order) throws IOException, InterruptedException {
    return new DataDiffs(parts).of(order);
  }

  @Override
  public SchemaReport schema(SchemaOrder order) throws IOException, InterruptedException {
    return new DataChecks(parts).schema(order);
  }

  @Override
  public ValidationReport validation(ValidationOrder order)
      throws IOException, InterruptedException {
    return new DataChecks(parts).validation(order);
  }

  /**
   * Serves what is deployed to an environment.
   *
   * @param port 0 for one that is free
   * @param warnings told when a deployed version cannot be served
   */
  public RunningServer serve(int port, String environment, Consumer<String> warnings) {
    RunningServer server = parts.serve(port, environment, warnings);
    server.reconcile();
    return server;
  }

  /**
   * Compares a window of a model's traffic with its training data, scores it with the labels known
   * at its end, and records the finding; empty if nothing was asked in it.
   */
  public Optional<Finding> monitor(String model, Instant from, Instant to) throws IOException {
    return parts.monitor().examine(new Window(model, from, to, to));
  }

  /** What monitoring found about a model, oldest window first. */
  public List<Finding> findings(String model) {
    return parts.findings().findings(model);
  }

  public RequestLog requestLog() {
    return parts.requestLog();
  }

  public Path home() {
    return parts.home().root();
  }

  /** A directory for files that nobody needs for long. */
  public Path scratch() {
    return parts.home().work();
  }

  /** The home in a few words. */
  String describe() {
    int runs = parts.runReports().newest(RunsWanted.newest(Optional.empty(), 1000)).size();
    int models = parts.registry().models().size();
    return runs
        + (runs == 1 ? " run, " : " runs, ")
        + models
        + (models == 1 ? " model" : " models");
  }

  @Override
  public void close() {
    parts.close();
  }
}
