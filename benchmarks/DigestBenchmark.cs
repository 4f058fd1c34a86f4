using System.Buffers;
using StreamingTracker.Backup.Archive.Digests;
using StreamingTracker.Backup.Archive.Lines;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Bolt.PackStream;
using StreamingTracker.Backup.Graph;
using StreamingTracker.Backup.Graph.Export;

namespace StreamingTracker.Backup.Benchmarks;

/// <summary>
/// What the digest costs an export, in processor time: what else the machine does hardly changes that.
/// 1. Starts a server, fills it, and keeps the records of the whole graph as they came.
/// 2. In turn, round after round: exports the graph from the server into a file, digest included; unpacks the kept records and does
///    nothing with them; and unpacks them and takes their digest. What the last takes longer than the one before is the digest's.
/// 3. Prints the medians and the ratio, and fails where that is above the limit.
/// </summary>
internal static class DigestBenchmark
{
    private const double Limit = 0.15;

    public static async Task<int> RunAsync(BenchmarkSettings settings, TextWriter output, CancellationToken cancellationToken)
    {
        // 1.
        await using var server = await BenchmarkServer.StartAsync(cancellationToken);
        await server.FillAsync(settings, cancellationToken);
        await using var connection = await server.ConnectAsync(cancellationToken);
        var nodes = await KeptRecords.ReadAsync(connection, Statements.ReadNodes, cancellationToken);
        var relationships = await KeptRecords.ReadAsync(connection, Statements.ReadRelationships, cancellationToken);

        // 2.
        var (exports, digests, ratios) = (new List<double>(), new List<double>(), new List<double>());
        for (var run = 0; run <= settings.Runs; run++)
        {
            var (exported, export) = await MeasureAsync(() => ExportAsync(connection, cancellationToken));
            var (_, unpacking) = await MeasureAsync(() => Task.FromResult(Unpack(nodes, relationships)));
            var (hashed, hashing) = await MeasureAsync(() => Task.FromResult(Digest(nodes, relationships)));
            if (hashed != exported) throw new BenchmarkException($"The digest of the records is {hashed}, that of the export {exported}");

            // The first round is the one in which everything is compiled.
            if (run == 0) continue;
            var digest = hashing - unpacking;
            exports.Add(export);
            digests.Add(digest);
            ratios.Add(digest / export);
            await Console.Error.WriteLineAsync(
                $"export {export:0.000} s, unpacking {unpacking:0.000} s, with digest {hashing:0.000} s of processor time: {digest / export:P1}");
        }

        // 3.
        var ratio = Median(ratios);
        await output.WriteLineAsync(
            $"Of {Median(exports):0.00} s of processor time for an export {Median(digests):0.00} s are the digest's: {ratio:P1} " +
            $"({ratios.Min():P1} to {ratios.Max():P1}), limit {Limit:P0}: {(ratio <= Limit ? "kept" : "NOT KEPT")}");
        return ratio <= Limit ? 0 : 1;
    }

    private static async Task<string> ExportAsync(BoltConnection connection, CancellationToken cancellationToken)
    {
        var options = FileOptions.DeleteOnClose | FileOptions.Asynchronous;
        await using var file = new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.Write, FileShare.None, bufferSize: 0, options);
        var writer = new EntityLineWriter(file);
        await GraphExporter.ExportAsync(connection, writer, progress: null, cancellationToken);
        return writer.Digest;
    }

    private static string Digest(KeptRecords nodes, KeptRecords relationships)
    {
        var (hasher, labelSets) = (new GraphHasher(), new LabelSetCache());
        for (var i = 0; i < nodes.Count; i++)
        {
            var record = nodes.Open(i);
            var id = record.ReadInteger();
            hasher.BeginNode(id, labelSets.Find(record.ReadRaw()));
            new PropertyTranscoder(record, hasher.Properties, "node", id).Copy();
            hasher.EndEntity();
        }

        for (var i = 0; i < relationships.Count; i++)
        {
            var record = relationships.Open(i);
            var (id, start, end) = (record.ReadInteger(), record.ReadInteger(), record.ReadInteger());
            hasher.BeginRelationship(record.ReadStringUtf8(), start, end);
            new PropertyTranscoder(record, hasher.Properties, "relationship", id).Copy();
            hasher.EndEntity();
        }

        return hasher.Digest();
    }

    // The same but for the hasher.
    private static string Unpack(KeptRecords nodes, KeptRecords relationships)
    {
        var (sink, labelSets) = (new DeafSink(), new LabelSetCache());
        for (var i = 0; i < nodes.Count; i++)
        {
            var record = nodes.Open(i);
            var id = record.ReadInteger();
            labelSets.Find(record.ReadRaw());
            new PropertyTranscoder(record, sink, "node", id).Copy();
        }

        for (var i = 0; i < relationships.Count; i++)
        {
            var record = relationships.Open(i);
            var (id, _, _) = (record.ReadInteger(), record.ReadInteger(), record.ReadInteger());
            record.ReadStringUtf8();
            new PropertyTranscoder(record, sink, "relationship", id).Copy();
        }

        return "";
    }

    private static async Task<(string Digest, double Seconds)> MeasureAsync(Func<Task<string>> work)
    {
        GC.Collect();
        var before = Environment.CpuUsage.TotalTime;
        var digest = await work();
        return (digest, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
    }

    private static double Median(List<double> values)
    {
        var ordered = values.Order().ToList();
        return (ordered[(ordered.Count - 1) / 2] + ordered[ordered.Count / 2]) / 2;
    }

    /// <summary>Entities as a server sent them, one after the other in one piece of memory.</summary>
    private sealed class KeptRecords
    {
        private readonly ArrayBufferWriter<byte> _bytes = new();
        private readonly List<int> _starts = [];

        public int Count => _starts.Count;

        public static async Task<KeptRecords> ReadAsync(BoltConnection connection, string statement, CancellationToken cancellationToken)
        {
            var kept = new KeptRecords();
            await using var cursor = await connection.RunAsync(statement, (IReadOnlyDictionary<string, object?>?)null, cancellationToken);
            while (await cursor.ReadAsync(cancellationToken)) kept.Add(cursor.OpenRecord());
            return kept;
        }

        /// <summary>The fields of the entity with this number.</summary>
        public PackStreamReader Open(int number)
        {
            var reader = new PackStreamReader(_bytes.WrittenSpan[_starts[number]..]);
            reader.ReadStructureHeader(out _);
            return reader;
        }

        private void Add(PackStreamReader record)
        {
            _starts.Add(_bytes.WrittenCount);
            _bytes.Write(record.ReadRaw());
        }
    }
}
