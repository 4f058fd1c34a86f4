using System.Globalization;
using System.Text;
using StreamingTracker.Backup.Archive.Digests;
using StreamingTracker.Backup.Archive.Lines;

namespace StreamingTracker.Backup.Archive.Tests.Lines;

/// <summary>Lines that are made to cost memory or time.</summary>
public sealed class HostileLinesTests
{
    private const int Many = 200_000;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("""{"type":"node","id":"2","properties":{"p":§}}""", '9', "beyond 64 bits")]
    [InlineData("""{"type":"node","id":"2","properties":{"§":null}}""", 'n', "null stands there")]
    [InlineData("""{"type":"node","id":"2","types":{"p":"§"},"properties":{"p":1}}""", 't', "is unknown")]
    [InlineData("""{"type":"node","id":"2","types":{"§":"date"},"properties":{"p":1}}""", 'u', "a type is given for")]
    [InlineData("""{"type":"node","id":"§"}""", '1', "an id is not")]
    [InlineData("""{"type":"node","id":"2","properties":{"p":1e§}}""", '9', "beyond what a float holds")]
    public async Task A_fault_in_a_giant_text_has_a_short_message(string line, char of, string expected)
    {
        var fault = await GraphFile.CorruptAsync(line.Replace("§", new string(of, 10_000_000), StringComparison.Ordinal) + "\n");
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
        Assert.InRange(fault.Message.Length, 10, 1_000);
    }

    [Fact]
    public async Task A_number_of_a_million_digits_is_read_or_refused_in_bounded_memory()
    {
        var digits = new string('3', 1_000_000);
        await using var reader = GraphFile.Open($$$"""{"type":"node","id":"2","properties":{"p":0.{{{digits}}},"q":{{{digits}}}.0E-999990}}{{{"\n"}}}""");
        Assert.True(await reader.ReadAsync(GraphFile.Cancel));
        var before = GC.GetAllocatedBytesForCurrentThread();
        reader.Current.CopyPropertiesTo(new Transcript());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public async Task Nested_objects_and_lists_end_at_a_depth_whoever_reads_them()
    {
        foreach (var kind in new[] { BackupKind.Version2, BackupKind.Apoc })
        {
            foreach (var nested in new[] { new string('[', Many), string.Concat(Enumerable.Repeat("""{"a":""", Many)) })
            {
                await GraphFile.CorruptAsync($$"""{"type":"node","id":"2","properties":{"p":{{nested}}""" + "\n", kind);
                await GraphFile.CorruptAsync($$"""{"type":"node","id":"2","labels":{{nested}}""" + "\n", kind);
                await GraphFile.CorruptAsync($$$"""{"type":"relationship","id":"2","start":{"id":"1","properties":{{{nested}}}""" + "\n", kind);
            }
        }
    }

    /// <summary>Each type looked for among all the others, it would take 20,000,000,000 comparisons.</summary>
    [Fact]
    public async Task Types_in_another_order_than_their_properties_take_no_more_time()
    {
        var line = new StringBuilder("""{"type":"node","id":"2","types":{"p":"date" """);
        for (var i = Many; i > 0; i--) line.Append($",\"p{i}\":\"date\"");
        line.Append("""},"properties":{"p":"1970-01-01" """);
        for (var i = 1; i <= Many; i++) line.Append($",\"q{i}\":1,\"p{i}\":\"1970-01-01\"");
        var read = Task.Run(() => GraphFile.ReadAllAsync(GraphFile.Open(line.Append("}}\n").ToString())), GraphFile.Cancel);
        Assert.Single(await read.WaitAsync(Limit, GraphFile.Cancel));
    }

    [Fact]
    public async Task A_million_tiny_properties_cost_little_beside_the_line_and_that_is_given_back()
    {
        const int properties = 1_000_000;
        var line = new StringBuilder("""{"type":"node","id":"2","types":{"p":"date" """);
        for (var i = 0; i < properties; i++) line.Append(CultureInfo.InvariantCulture, $",\"{i}\":\"date\"");
        line.Append("""},"properties":{"p":"1970-01-01" """);
        for (var i = properties - 1; i >= 0; i--) line.Append(CultureInfo.InvariantCulture, $",\"{i}\":\"1970-01-01\"");
        line.Append("""}}""").Append('\n').Append("""{"type":"node","id":"3","properties":{"p":1}}""").Append('\n');
        var (vocabulary, hasher) = (new LineVocabulary(), new PropertyHasher());
        var entity = new EntityLine(vocabulary, isVersion2: true);
        var large = Encoding.UTF8.GetBytes(line.ToString());
        var end = Array.IndexOf(large, (byte)'\n');

        entity.Read(large.AsMemory(0, end), 1);
        entity.CopyPropertiesTo(hasher);
        var most = TestKit.RetainedBytes.Of(entity) - large.Length;
        entity.Read(large.AsMemory(end + 1, large.Length - end - 2), 2);
        entity.CopyPropertiesTo(hasher);
        var after = TestKit.RetainedBytes.Of(entity) - large.Length;

        Assert.Equal(properties + 2, hasher.Count);
        Assert.InRange(most, 0, properties * 160L);
        Assert.InRange(after, 0, large.Length * 2L);
    }

    [Fact]
    public void An_entity_has_no_more_properties_than_a_database_has_names()
    {
        var properties = """{"a":1,"b":2,"c":3,"d":4}""";
        Assert.Contains(
            "the line has more than 3 properties",
            Refused(properties, json => new PropertyParser(isVersion2: true, most: 3).Copy(ref json, new LineTypes(), new Transcript())),
            StringComparison.Ordinal);
        var types = """{"a":"date","b":"date","c":"date","d":"date"}""";
        Assert.Contains("types are given for more than 3 properties", Refused(types, json => new LineTypes(most: 3).Read(ref json)), StringComparison.Ordinal);

        static string Refused(string json, Action<JsonCursor> read) =>
            Assert.Throws<CorruptBackupException>(() => read(new JsonCursor(Encoding.UTF8.GetBytes(json), 1))).Message;
    }

    [Fact]
    public void Label_sets_and_types_of_more_than_a_manifest_holds_are_refused()
    {
        const int most = 1_000_000;
        var vocabulary = new LineVocabulary(most);
        var remembered = 0;
        var fault = Assert.Throws<CorruptBackupException>(() =>
        {
            for (; remembered <= most; remembered++)
            {
                var labels = new JsonCursor(Encoding.UTF8.GetBytes($"[\"L{remembered}\"]"), 1);
                vocabulary.TakeLabels(ref labels);
                var type = new JsonCursor(Encoding.UTF8.GetBytes($"\"T{remembered}\""), 1);
                vocabulary.TakeType(ref type);
            }
        });
        Assert.Contains("more than any backup has", fault.Message, StringComparison.Ordinal);
        Assert.InRange(remembered, most / 200, most / LineVocabulary.Overhead);
    }

    [Fact]
    public async Task The_labels_of_one_node_have_a_limit()
    {
        var labels = string.Join(',', Enumerable.Range(0, 2_000_000).Select(i => $"\"{i:x8}\""));
        var fault = await GraphFile.CorruptAsync($$"""{"type":"node","id":"2","labels":[{{labels}}]}""" + "\n");
        Assert.Contains("the labels of one node are longer than", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_without_an_end_is_refused_in_memory_for_the_longest_line_alone()
    {
        await using var reader = new LineReader(new EndlessStream(), 1, lastEndsToo: true, longestLine: 4 << 20);
        var fault = await Assert.ThrowsAsync<CorruptBackupException>(async () =>
        {
            while (!reader.TryTake(out _)) await reader.FillAsync(GraphFile.Cancel);
        });
        Assert.Equal("Line 1: the line is longer than 4194304 bytes", fault.Message);
        Assert.InRange(TestKit.RetainedBytes.Of(reader), 4 << 20, 10 << 20);
    }

    [Fact]
    public async Task The_columns_of_a_version_1_file_have_an_end()
    {
        var header = "file, source, format, nodes, relationships, data\n\"";
        var fault = await GraphFile.CorruptAsync(header + new string('x', 1_000_000), BackupKind.Version1);
        Assert.Contains("the columns before the data don't end", fault.Message, StringComparison.Ordinal);
    }

    private sealed class EndlessStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)'x');
            return new(buffer.Length);
        }
    }
}
