using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CsCheck;
using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Lines;
using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Graph.Tests.Schema;

namespace StreamingTracker.Backup.Graph.Tests;

/// <summary>
/// Graphs of every type and of names that hurt, put into a server, exported, put in again and exported again: nothing has changed. One
/// contract for the sandbox and the real server.
/// </summary>
internal static partial class RandomGraphs
{
    private delegate void Value(IPropertySink sink);

    private static readonly Gen<string> Name = Gen.OneOf(Gen.OneOf(SchemaSamples.AwkwardNames), Gen.String["`\\u0056C\n aé電"].Where(s => s.Length > 0));
    private static readonly Gen<string> Text = Gen.OneOf(Name, Gen.Const(""), Gen.Int[1, 70_000].Select(length => new string('é', length)));
    private static readonly Gen<int> Nanos = Gen.Int[0, 999_999_999];
    private static readonly Gen<int> Offset = Gen.Int[-64_800, 64_800];
    private static readonly Gen<long> Seconds = Gen.Long[-60_000_000_000, 250_000_000_000];
    private static readonly Gen<long> NanosOfDay = Gen.Long[0, 86_399_999_999_999];
    private static readonly Gen<string> Zone = Gen.OneOf("Europe/Paris", "America/New_York", "Asia/Kolkata", "Pacific/Auckland");

    private static readonly Gen<Value>[] Kinds =
    [
        Gen.Bool.Select(v => (Value)(s => s.Boolean(v))),
        Gen.Long.Select(v => (Value)(s => s.Integer(v))),
        Gen.OneOf(Gen.Double, Gen.OneOf(0.0, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon))
            .Select(v => (Value)(s => s.Float(v))),
        Text.Select(v => (Value)(s => s.String(Encoding.UTF8.GetBytes(v)))),
        Gen.Long[-1_000_000, 1_000_000].Select(v => (Value)(s => s.Date(v))),
        Gen.Select(NanosOfDay, Offset).Select((nanos, offset) => (Value)(s => s.Time(nanos, offset))),
        NanosOfDay.Select(v => (Value)(s => s.LocalTime(v))),
        Gen.Select(Seconds, Nanos).Select((seconds, nanos) => (Value)(s => s.LocalDateTime(seconds, nanos))),
        Gen.Select(Seconds, Nanos, Offset).Select((seconds, nanos, offset) => (Value)(s => s.OffsetDateTime(seconds, nanos, offset))),
        Gen.Select(Seconds, Nanos, Zone).Select((seconds, nanos, zone) => (Value)(s => s.ZonedDateTime(seconds, nanos, Encoding.UTF8.GetBytes(zone)))),
        Gen.Select(Gen.Long[-9_999_999, 9_999_999], Gen.Long[-9_999_999, 9_999_999], Seconds, Nanos)
            .Select((months, days, seconds, nanos) => (Value)(s => s.Duration(months, days, seconds, nanos))),
        Gen.Select(Gen.Double[-1e6, 1e6], Gen.Double[-1e6, 1e6]).Select((x, y) => (Value)(s => s.Point(7203, x, y))),
        Gen.Select(Gen.Double[-180, 180], Gen.Double[-90, 90], Gen.Double[-1e4, 1e4]).Select((x, y, z) => (Value)(s => s.Point(4979, x, y, z))),
    ];

    private static readonly Gen<Value> Property = Gen.OneOf(
        Gen.OneOf(Kinds),
        Gen.Byte.Array[0, 300].Select(v => (Value)(s => s.Bytes(v))),
        Gen.Int[0, Kinds.Length - 1].SelectMany(kind => Kinds[kind].Array[0, 6]).Select(items => (Value)(s =>
        {
            s.BeginList();
            foreach (var item in items) item(s);
            s.EndList();
        })));

    private static readonly Gen<(string Name, Value Value)[]> Properties =
        Gen.Select(Name, Property).Array[0, 6].Select(all => all.DistinctBy(property => property.Item1).ToArray());

    private static readonly Gen<Graph> Graphs =
        from nodes in Gen.Select(Name.Array[0, 4], Properties).Array[1, 20]
        from relationships in Gen.Select(Name, Gen.Int[0, nodes.Length - 1], Gen.Int[0, nodes.Length - 1], Properties).Array[0, 30]
        select new Graph(nodes, relationships);

    /// <summary>Tries so many graphs; a failure names the seed that brings the graph back.</summary>
    public static Task ComeBackEqualAsync(BoltConnection connection, int graphs) =>
        Graphs.SampleAsync(graph => ComesBackEqualAsync(connection, graph), iter: graphs, threads: 1);

    private static async Task ComesBackEqualAsync(BoltConnection connection, Graph graph)
    {
        using var folder = new BackupFolder();
        var written = await folder.WriteAsync(GraphSchema.Empty, (writer, labels) => Write(graph, writer, labels));
        var expected = (await BackupVerifier.VerifyAsync(written, CancellationToken.None)).Digest;

        var first = await PutInAndExportAsync(connection, folder, written, expected);
        var second = await PutInAndExportAsync(connection, folder, first, expected);

        Assert.Equal(await LinesAsync(written), await LinesAsync(first));
        Assert.Equal(await LinesAsync(first), await LinesAsync(second));
    }

    private static async Task<ArchivedBackup> PutInAndExportAsync(BoltConnection connection, BackupFolder folder, ArchivedBackup backup, string digest)
    {
        await BackupFolder.ImportAsync(connection, backup);
        var exported = await folder.ExportAsync(connection);
        Assert.Equal(digest, (await BackupVerifier.VerifyAsync(exported, CancellationToken.None)).Digest);
        return exported;
    }

    private static void Write(Graph graph, EntityLineWriter writer, LabelSetTable table)
    {
        LabelSet[] sets = [.. graph.Nodes.Select(node => table.Intern(node.Labels))];
        for (var i = 0; i < sets.Length; i++)
        {
            writer.BeginNode(i, sets[i]);
            End(writer, graph.Nodes[i].Properties);
        }

        for (var i = 0; i < graph.Relationships.Length; i++)
        {
            var (type, start, end, properties) = graph.Relationships[i];
            writer.BeginRelationship(i, Encoding.UTF8.GetBytes(type), start, sets[start], end, sets[end]);
            End(writer, properties);
        }
    }

    private static void End(EntityLineWriter writer, (string Name, Value Value)[] properties)
    {
        foreach (var (name, value) in properties)
        {
            writer.Name(Encoding.UTF8.GetBytes(name));
            value(writer);
        }

        writer.EndEntity();
    }

    // Ids are the server's, and so is the order of lines and properties: all else stays, to the letter.
    private static async Task<string[]> LinesAsync(ArchivedBackup backup)
    {
        var lines = await File.ReadAllLinesAsync(backup.DataPath, CancellationToken.None);
        return [.. lines.Select(line => Ordered(Id().Replace(line, "\"id\":\"\""))).Order(StringComparer.Ordinal)];
    }

    private static string Ordered(string line)
    {
        using var json = JsonDocument.Parse(line);
        return string.Join(' ', json.RootElement.EnumerateObject().Select(member => member.Name is "properties" or "types"
            ? string.Join(' ', member.Value.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => $"{p.Name}={p.Value.GetRawText()}"))
            : member.Value.GetRawText()));
    }

    [GeneratedRegex("\"id\":\"[0-9]+\"")]
    private static partial Regex Id();

    private sealed record Graph(
        (string[] Labels, (string Name, Value Value)[] Properties)[] Nodes,
        (string Type, int Start, int End, (string Name, Value Value)[] Properties)[] Relationships);
}
