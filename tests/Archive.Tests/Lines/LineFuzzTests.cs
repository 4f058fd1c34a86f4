using System.Text;
using StreamingTracker.Backup.Archive.Verification;
using StreamingTracker.Backup.TestKit.Fuzzing;

namespace StreamingTracker.Backup.Archive.Tests.Lines;

public sealed class LineFuzzTests
{
    private const string Typed =
        """
        {"type":"node","id":"1","labels":["A","\u00dc"],"types":{"d":"date","t":"time[]","z":"datetime@1435143035","u":"duration","p":"point","b":"bytes","f":"float"},"properties":{"d":"2020-02-29","t":["10:00:01.5+01:00"],"z":"2015-06-24T12:50:35.556+02:00[Europe/Paris]","u":"P1Y2M-3DT4.5S","p":{"crs":"wgs-84","latitude":1.0,"longitude":2.0,"height":null},"b":"AQID","f":"NaN","s":"\ud83d\ude00\n","l":[1,-2],"m":[1.5,-0.0],"x":true}}
        {"type":"relationship","id":"1","label":"T","start":{"id":"1","labels":["A","\u00dc"]},"end":{"id":"1","labels":["A","\u00dc"]},"types":{"ld":"localdatetime","lt":"localtime"},"properties":{"ld":"-0001-01-01T00:00","lt":"23:59:59.999999999"}}

        """;

    private static readonly byte[][] Words =
    [
        .. new[]
        {
            "{", "}", "[", "]", ",", ":", "\"", "\\u0000", "\\ud800", "\\udc00", "null", "true", "1e308", "-0", "9223372036854775808", "\"type\":\"node\"",
            "\"labels\":", "\"properties\":{", "\"types\":{", "\"start\":{\"id\":\"1\"}", "\"datetime[]@0,,1\"", "\"point[]\"", "\"float[]\"", "P-99999999999Y",
            "+18:00", "[Etc/UTC]", "-999999999-01-01", "\n", "\r", "\u2028", "\uFEFF",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    [Theory]
    [InlineData(BackupKind.Version2)]
    [InlineData(BackupKind.Apoc)]
    [InlineData(BackupKind.Version1)]
    public async Task Any_bytes_are_a_graph_or_corrupt(BackupKind kind)
    {
        var small = await GraphFile.SmallAsync();
        var lines = new[] { small, Encoding.UTF8.GetBytes(Typed) };
        new Fuzz
        {
            Reader = $"BackupReader{kind}",
            Corpus = kind == BackupKind.Version1 ? [.. lines.SelectMany(Version1)] : lines,
            Words = kind == BackupKind.Version1 ? [.. Words, "\", "u8.ToArray(), "\\\""u8.ToArray(), "data\n"u8.ToArray()] : Words,
            IsDocumented = e => e is CorruptBackupException,
            Read = input => Read(input, kind),
        }.Run();
    }

    // Streams in memory answer at once, so that it is all done on the thread whose memory is counted.
    private static void Read(byte[] input, BackupKind kind)
    {
        var reading = DataCheck.ReadAsync(new HashingReader(new MemoryStream(input), input.Length, leaveOpen: false), kind, "memory", CancellationToken.None);
        Assert.True(reading.IsCompleted, "all bytes are there");
        reading.GetAwaiter().GetResult();
    }

    private static IEnumerable<byte[]> Version1(byte[] lines)
    {
        yield return [.. "file, source, format, nodes, relationships, data\n"u8, .. lines];
        var quoted = Encoding.UTF8.GetString(lines).Replace("\"", "\\\"", StringComparison.Ordinal);
        yield return Encoding.UTF8.GetBytes("file, source, format, nodes, relationships, data\nNULL, \"a, \\\"b\", \"json\", 1, 1, \"" + quoted + "\"\n");
    }
}
