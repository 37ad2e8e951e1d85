package dev.millrace.engine.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The rounds of a step that fans out, a limited number of them at once. */
public final class Rounds implements Group {

  private final Node owner;
  private final List<Round.Element> elements;
  private final int parallelism;
  private final @Nullable StepResult[] made;
  private final Tally tally = new Tally();
  private int begun;
  private int ended;
  private boolean unsure;

  /**
   * @param elements what there is a round for, each
   */
  public Rounds(Node owner, List<Round.Element> elements) {
    this.owner = owner;
    this.elements = List.copyOf(elements);
    this.parallelism =
        owner.spec().flow().forEach().flatMap(each -> each.parallelism()).orElse(Integer.MAX_VALUE);
    this.made = new StepResult[elements.size()];
  }

  @Override
  public Optional<Node> owner() {
    return Optional.of(owner);
  }

  @Override
  public List<String> paths() {
    return IntStream.range(0, elements.size()).mapToObj(this::path).toList();
  }

  @Override
  public List<Node> begin() {
    List<Node> first = new ArrayList<>();
    while (begun < elements.size() && begun < parallelism) {
      first.add(next());
    }
    return first;
  }

  @Override
  public List<Node> end(Node node, NodeEnd end) {
    ended++;
    tally.add(owner.step(), end);
    unsure |= end instanceof NodeEnd.Unknown;
    int index = node.round().orElseThrow().index();
    made[index] = end instanceof NodeEnd.Done(_, _, StepResult result) ? result : null;
    return begun < elements.size() ? List.of(next()) : List.of();
  }

  @Override
  public boolean complete() {
    return ended == elements.size();
  }

  @Override
  public Verdict verdict() {
    return tally.verdict();
  }

  /** Lists, in the order of the rounds. */
  @Override
  public StepResult result() {
    return StepResult.listed(
        Arrays.stream(made)
            .<StepResult>mapMulti(
                (each, to) -> {
                  if (each != null) {
                    to.accept(each);
                  }
                })
            .toList());
  }

  @Override
  public boolean unsure() {
    return unsure;
  }

  public int count() {
    return elements.size();
  }

  private Node next() {
    int index = begun++;
    Round round = new Round(index, elements.get(index));
    return new Node(this, owner.graph(), owner.step(), Optional.of(round), path(index));
  }

  private String path(int index) {
    return owner.path() + "[" + index + "]";
  }
}
