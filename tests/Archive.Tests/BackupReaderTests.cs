namespace StreamingTracker.Backup.Archive.Tests;

public class BackupReaderTests
{
    private const string Node = """{"type":"node","id":"1"}""";

    [Fact]
    public async Task It_reads_what_the_writer_wrote() => Assert.Equal(
        [
            "(0:Admin:User) name: 'Ana \"A\" \n' born: date 10000 seen: datetime 1435143035 556000000 [Europe/Paris]",
            "(7:)",
            "(0)-[3:KNOWS]->(7) weight: float 3fe0000000000000 0.5",
            "(7)-[4:IS]->(7)",
        ],
        await GraphFile.ReadAllAsync(GraphFile.Open(await GraphFile.SmallAsync())));

    [Fact]
    public async Task An_empty_file_is_an_empty_graph() => Assert.Empty(await GraphFile.ReadAllAsync(GraphFile.Open("")));

    [Fact]
    public async Task Keys_may_come_in_another_order_and_with_spaces() => Assert.Equal(
        ["(1:A) p: date 0", "(1)-[2:T]->(1) q: 1"],
        await GraphFile.ReadAllAsync(GraphFile.Open("""
            { "types" : { "p" : "date" } , "properties" : { "p" : "1970-01-01" } , "labels" : [ "A" ] , "id" : "1" , "type" : "node" }
            {"end":{"labels":["A"],"id":"1"},"id":"2","label":"\u0054","properties":{"q":1},"start":{"id":"1"},"type":"relationship"}

            """.Replace("\r", "", StringComparison.Ordinal))));

    [Theory]
    [InlineData("no JSON", "Line 2: '{' is missing")]
    [InlineData("", "Line 2: the line is empty")]
    [InlineData("\uFEFF{}", "Line 2: the line begins with a byte order mark")]
    [InlineData("""{"type":"node","id":"2"} x""", "Line 2: the end of the line is missing")]
    [InlineData("""{"type":"node"}""", "Line 2: missing: id")]
    [InlineData("""{"id":"2"}""", "Line 2: the key \"type\" is missing")]
    [InlineData("""{"type":"edge","id":"2"}""", "neither a node nor a relationship")]
    [InlineData("""{"type":"node","id":2}""", "'\"' is missing")]
    [InlineData("""{"type":"node","id":"-2"}""", "an id is not")]
    [InlineData("""{"type":"node","id":"9223372036854775808"}""", "an id is not")]
    [InlineData("""{"type":"node","id":""}""", "an id is not")]
    [InlineData("""{"type":"node","id":"2","id":"2"}""", "a key stands there twice")]
    [InlineData("""{"type":"node","id":"2","idd":"2"}""", "no line has such a key")]
    [InlineData("""{"type":"node","id":"2","label":"T"}""", "out of place here: label")]
    [InlineData("""{"type":"node","id":"2","labels":["A","A"]}""", "a label stands there twice")]
    [InlineData("""{"type":"node","id":"2","labels":"A"}""", "a list of labels is missing")]
    [InlineData("""{"type":"relationship","id":"2","label":"T","start":{"id":"1"}}""", "missing: end")]
    [InlineData("""{"type":"relationship","id":"2","label":"T","start":{"id":"1"},"end":{}}""", "lacks its id")]
    [InlineData("""{"type":"relationship","id":"2","label":"T","start":{"id":"1","properties":{}},"end":{"id":"1"}}""", "no start or end")]
    [InlineData("""{"type":"node","id":"2","properties":{"p":1,"p":1}}""", "property \"p\": stands there twice")]
    [InlineData("""{"type":"node","id":"2","properties":{"p":1},"labels":["A"]}""", "'}' is missing")]
    [InlineData("""{"type":"node","id":"2","properties":{"p":null}}""", "property \"p\": null stands there")]
    [InlineData("""{"type":"node","id":"2","properties":{"p":{"crs":"cartesian","x":1.0,"y":1.0,"z":null}}}""", "without the type point")]
    [InlineData("""{"type":"node","id":"2","properties":{"p":[[1]]}}""", "a list holds a list")]
    [InlineData("""{"type":"node","id":"2","properties":{"p":[1,"a"]}}""", "more than one kind")]
    [InlineData("""{"type":"node","id":"2","properties":{"p":[1,1.0]}}""", "more than one kind")]
    [InlineData("""{"type":"node","id":"2","properties":{"p":9223372036854775808}}""", "beyond 64 bits")]
    [InlineData("""{"type":"node","id":"2","properties":{"p":1.0E400}}""", "beyond what a float holds")]
    [InlineData("""{"type":"node","id":"2","properties":{"p":01}}""", "begins with a zero")]
    [InlineData("""{"type":"node","id":"2","properties":{"p":"\x"}}""", "an escape that JSON does not know")]
    [InlineData("""{"type":"node","id":"2","properties":{"p":"\ud800"}}""", "an escape that JSON does not know")]
    [InlineData("{\"type\":\"node\",\"id\":\"2\",\"properties\":{\"p\":\"\t\"}}", "a control character")]
    [InlineData("""{"type":"node","id":"2","types":{"p":"datum"},"properties":{"p":"x"}}""", "the type \"datum\" is unknown")]
    [InlineData("""{"type":"node","id":"2","types":{"p":"bytes[]"},"properties":{"p":[]}}""", "the type \"bytes[]\" is unknown")]
    [InlineData("""{"type":"node","id":"2","types":{"p":"date@1"},"properties":{"p":"2020-01-01"}}""", "the type \"date@1\" is unknown")]
    [InlineData("""{"type":"node","id":"2","types":{"q":"date"},"properties":{"p":1}}""", "a type is given for \"q\"")]
    [InlineData("""{"type":"node","id":"2","types":{"q":"date"}}""", "a type is given for \"q\"")]
    [InlineData("""{"type":"node","id":"2","types":{"p":"date","p":"date"},"properties":{"p":"2020-01-01"}}""", "a type is given for \"p\"")]
    [InlineData("""{"type":"node","id":"2","types":{"p":"date"},"properties":{"p":"2020-02-30"}}""", "property \"p\": is no date")]
    [InlineData("""{"type":"node","id":"2","types":{"p":"date"},"properties":{"p":20200101}}""", "'\"' is missing")]
    [InlineData("""{"type":"node","id":"2","types":{"p":"date"},"properties":{"p":["2020-01-01"]}}""", "'\"' is missing")]
    [InlineData("""{"type":"node","id":"2","types":{"p":"date[]"},"properties":{"p":"2020-01-01"}}""", "'[' is missing")]
    [InlineData("""{"type":"node","id":"2","types":{"p":"bytes"},"properties":{"p":"A"}}""", "is no bytes")]
    [InlineData("""{"type":"node","id":"2","types":{"p":"float"},"properties":{"p":"nan"}}""", "is no float")]
    [InlineData("""{"type":"node","id":"2","types":{"p":"datetime@1"},"properties":{"p":"1970-01-01T00:00Z[UTC]"}}""", "its type says 1")]
    [InlineData("""{"type":"node","id":"2","types":{"p":"datetime@x"},"properties":{"p":"1970-01-01T00:00Z[UTC]"}}""", "no number after the @")]
    [InlineData("""{"type":"node","id":"2","types":{"p":"datetime[]@0"},"properties":{"p":["1970-01-01T00:00Z[UTC]","1970-01-01T00:00Z"]}}""", "fewer seconds")]
    [InlineData("""{"type":"node","id":"2","types":{"p":"datetime[]@0,"},"properties":{"p":["1970-01-01T00:00Z[UTC]"]}}""", "more seconds")]
    [InlineData("""{"type":"node","id":"2","types":{"p":"point"},"properties":{"p":{"crs":"moon","x":1.0,"y":1.0}}}""", "lacks a coordinate system")]
    [InlineData("""{"type":"node","id":"2","types":{"p":"point"},"properties":{"p":{"crs":"wgs-84","x":1.0,"y":1.0,"z":null}}}""", "coordinates are not those")]
    [InlineData("""{"type":"node","id":"2","types":{"p":"point"},"properties":{"p":{"crs":"cartesian","x":1.0,"y":1.0,"z":2.0}}}""", "coordinates are not those")]
    [InlineData("""{"type":"node","id":"2","types":{"p":"point"},"properties":{"p":{"crs":"cartesian","x":1.0,"x":1.0,"z":null}}}""", "coordinates are not those")]
    public async Task A_fault_is_named_with_its_line(string line, string expected)
    {
        var fault = await GraphFile.CorruptAsync($"{Node}\n{line}\n");
        Assert.StartsWith("Line 2: ", fault.Message, StringComparison.Ordinal);
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
        Assert.NotEmpty(fault.Remedy);
    }

    [Fact]
    public async Task A_file_cut_in_a_line_is_corrupt()
    {
        Assert.Contains("the file ends in the middle of the line", (await GraphFile.CorruptAsync(Node)).Message, StringComparison.Ordinal);
        Assert.Contains("the file ends in the middle of the line", (await GraphFile.CorruptAsync(Node + "\n" + Node[..9])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_after_a_relationship_is_corrupt() => Assert.Equal(
        "Line 3: a node comes after a relationship",
        (await GraphFile.CorruptAsync($$$"""{{{Node}}}{{{"\n"}}}{"type":"relationship","id":"1","label":"T","start":{"id":"1"},"end":{"id":"1"}}{{{"\n" + Node + "\n"}}}""")).Message);

    [Fact]
    public async Task Bytes_that_are_no_utf8_are_corrupt()
    {
        byte[] file = [.. """{"type":"node","id":"1","properties":{"p":"?"}}"""u8, (byte)'\n'];
        file[Array.IndexOf(file, (byte)'?')] = 0xff;
        var fault = await Assert.ThrowsAsync<CorruptBackupException>(() => GraphFile.ReadAllAsync(GraphFile.Open(file)));
        Assert.Equal("Line 1: the line is no valid UTF-8", fault.Message);
    }

    [Fact]
    public async Task Deep_nesting_where_nobody_looks_is_corrupt_and_no_crash() => Assert.Contains(
        "nested too deep",
        (await GraphFile.CorruptAsync($$"""{"properties":{"p":{{new string('[', 100_000)}}""" + "\n")).Message,
        StringComparison.Ordinal);

    [Fact]
    public async Task It_reads_through_a_stream_that_gives_one_byte_at_a_time()
    {
        var whole = await GraphFile.SmallAsync();
        var reader = new BackupReader(new SlowStream(whole), BackupKind.Version2, "memory");
        Assert.Equal(await GraphFile.ReadAllAsync(GraphFile.Open(whole)), await GraphFile.ReadAllAsync(reader));
    }

    [Fact]
    public async Task Equal_types_are_the_same_string_and_equal_label_sets_the_same_object()
    {
        await using var reader = GraphFile.Open("""
            {"type":"node","id":"1","labels":["A","B"]}
            {"type":"node","id":"2","labels":[ "B" , "A" ]}
            {"type":"relationship","id":"1","label":"T","start":{"id":"1"},"end":{"id":"1"}}
            {"type":"relationship","id":"2","label":"T","start":{"id":"1"},"end":{"id":"1"}}

            """);
        await reader.ReadAsync(GraphFile.Cancel);
        var labels = reader.Current.Labels;
        await reader.ReadAsync(GraphFile.Cancel);
        Assert.Same(labels, reader.Current.Labels);
        await reader.ReadAsync(GraphFile.Cancel);
        var type = reader.Current.Type;
        await reader.ReadAsync(GraphFile.Cancel);
        Assert.Same(type, reader.Current.Type);
    }
}
