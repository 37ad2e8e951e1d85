package dev.millrace.benchmark.slice;

import dev.millrace.benchmark.Bench;
import dev.millrace.benchmark.Launch;
import dev.millrace.model.Batch;
import dev.millrace.model.RowCodec;
import dev.millrace.model.bundle.ModelBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The model that the main example trains: transform and 100 trees.
 *
 * @param directory of its bundle
 */
record FlightsModel(Path directory, ModelBundle bundle) {

  static FlightsModel train(Bench bench) throws IOException, InterruptedException {
    Launch launch = new Launch(bench, bench.folder("home"));
    String example = bench.root().resolve("examples/flights").toString();
    launch.good("run", example, "--as-of", "2001-02-26");
    try (Stream<Path> files = Files.walk(launch.home().resolve("artifacts"))) {
      Path directory =
          files
              .filter(folder -> Files.isRegularFile(folder.resolve("bundle.json")))
              .findFirst()
              .orElseThrow();
      return new FlightsModel(directory, ModelBundle.open(directory));
    }
  }

  /** The bundle's sample rows, each in a batch of its own. */
  List<Batch> rows() {
    RowCodec codec = RowCodec.ofInputs(bundle.contents().signature());
    return IntStream.range(0, bundle.contents().samples().size())
        .mapToObj(i -> codec.decode(bundle.contents().samples().subList(i, i + 1)))
        .toList();
  }
}
