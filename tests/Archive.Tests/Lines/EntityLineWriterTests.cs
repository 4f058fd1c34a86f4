using System.Text;
using StreamingTracker.Backup.Archive.Lines;

namespace StreamingTracker.Backup.Archive.Tests.Lines;

public sealed class EntityLineWriterTests : IDisposable
{
    private readonly MemoryStream _file = new();
    private readonly LabelSetTable _labels = new();
    private readonly EntityLineWriter _writer;

    public EntityLineWriterTests() => _writer = new EntityLineWriter(_file);

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task A_node_without_anything_is_its_id()
    {
        _writer.BeginNode(0, _labels.Intern([]));
        _writer.EndEntity();
        Assert.Equal("""{"type":"node","id":"0"}""" + "\n", await Written());
    }

    [Fact]
    public async Task A_relationship_names_its_ends_and_their_labels()
    {
        _writer.BeginRelationship(96, "REL TYPE"u8, 12, _labels.Intern(["Types", "A`\""]), 0, _labels.Intern([]));
        _writer.Name("d"u8);
        _writer.Date(16620);
        _writer.EndEntity();
        Assert.Equal(
            """{"type":"relationship","id":"96","label":"REL TYPE","start":{"id":"12","labels":["A`\"","Types"]},"end":{"id":"0"},"types":{"d":"date"},"properties":{"d":"2015-07-04"}}""" + "\n",
            await Written());
    }

    [Fact]
    public async Task Text_stays_on_its_line()
    {
        Node(w => w.String("quote \" back\\slash tab\t nl\n nul\0 ls\u2028 ps\u2029 nel\u0085 é € 😀"u8));
        Assert.Equal(
            """{"type":"node","id":"1","properties":{"p":"quote \" back\\slash tab\t nl\n nul\u0000 ls\u2028 ps\u2029 nel\u0085 é € 😀"}}""" + "\n",
            await Written());
    }

    [Fact]
    public async Task Names_are_text_too()
    {
        _writer.BeginNode(1, _labels.Intern([]));
        _writer.Name("a\"\u2028"u8);
        _writer.Date(0);
        _writer.EndEntity();
        Assert.Equal("""{"type":"node","id":"1","types":{"a\"\u2028":"date"},"properties":{"a\"\u2028":"1970-01-01"}}""" + "\n", await Written());
    }

    [Fact]
    public async Task A_zoned_datetime_keeps_its_seconds_beside_its_text()
    {
        Node(w => w.ZonedDateTime(1435143035, 556_000_000, "Europe/Paris"u8));
        Assert.Equal(
            """{"type":"node","id":"1","types":{"p":"datetime@1435143035"},"properties":{"p":"2015-06-24T12:50:35.556+02:00[Europe/Paris]"}}""" + "\n",
            await Written());
    }

    [Fact]
    public async Task A_list_of_datetimes_leaves_a_slot_empty_where_there_is_an_offset_only()
    {
        Node(w =>
        {
            w.BeginList();
            w.ZonedDateTime(0, 0, "Mars/X"u8);
            w.OffsetDateTime(0, 0, 3600);
            w.ZonedDateTime(1, 0, "UTC"u8);
            w.EndList();
            w.Name("q"u8);
            w.BeginList();
            w.OffsetDateTime(0, 0, 0);
            w.EndList();
        });
        Assert.Equal(
            """{"type":"node","id":"1","types":{"p":"datetime[]@0,,1","q":"datetime[]"},"properties":{"p":["1970-01-01T00:00Z[Mars/X]","1970-01-01T01:00+01:00","1970-01-01T00:00:01Z[UTC]"],"q":["1970-01-01T00:00Z"]}}""" + "\n",
            await Written());
    }

    [Fact]
    public async Task Floats_name_their_type_only_when_json_has_no_number_for_them()
    {
        Node(w =>
        {
            w.Float(double.NaN);
            w.Name("q"u8);
            w.BeginList();
            w.Float(1);
            w.Float(double.NegativeInfinity);
            w.EndList();
            w.Name("r"u8);
            w.BeginList();
            w.Float(1);
            w.EndList();
            w.Name("e"u8);
            w.BeginList();
            w.EndList();
        });
        Assert.Equal(
            """{"type":"node","id":"1","types":{"p":"float","q":"float[]"},"properties":{"p":"NaN","q":[1.0,"-Infinity"],"r":[1.0],"e":[]}}""" + "\n",
            await Written());
    }

    [Fact]
    public void Values_that_no_property_holds_are_refused()
    {
        Refused("0: date", w => w.Date(long.MaxValue));
        Refused("time", w => w.LocalTime(-1));
        Refused("offset", w => w.Time(0, 64_801));
        Refused("zone", w => w.ZonedDateTime(0, 0, "no]zone"u8));
        Refused("utf8", w => w.String([0xff]));
        Refused("srid", w => w.Point(1, 0, 0));
        Refused("dimensions", w => w.Point(4326, 0, 0, 0));
        Refused("mixed", w => { w.BeginList(); w.Integer(1); w.Float(1); });
        Refused("nested", w => { w.BeginList(); w.BeginList(); });
        Refused("bytes", w => { w.BeginList(); w.Bytes([1]); });
    }

    [Fact]
    public void A_refused_value_is_named_by_entity_and_property()
    {
        var refused = Assert.Throws<UnsupportedValueException>(() => Node(w => w.Date(long.MaxValue)));
        Assert.Equal("Node 1 can't be backed up: property \"p\" is beyond the dates and times that Neo4j holds", refused.Message);
    }

    [Fact]
    public void It_counts_what_it_writes()
    {
        Node(w => w.Integer(1));
        _writer.BeginNode(2, _labels.Intern(["B", "A"]));
        _writer.EndEntity();
        _writer.BeginNode(3, _labels.Intern(["B"]));
        _writer.EndEntity();
        _writer.BeginRelationship(1, "T"u8, 2, _labels.Intern(["B", "A"]), 3, _labels.Intern(["B"]));
        _writer.EndEntity();
        var counts = _writer.Counts;
        Assert.Equal((3, 1, 1), (counts.Nodes, counts.Relationships, counts.Properties));
        Assert.Equal([":1", "A,B:1", "B:1"], counts.NodesByLabels.Select(count => $"{string.Join(',', count.Labels)}:{count.Count}"));
        Assert.Equal([new TypeCount("T", 1)], counts.RelationshipsByType);
    }

    [Fact]
    public void A_node_after_a_relationship_is_refused()
    {
        _writer.BeginRelationship(1, "T"u8, 2, _labels.Intern([]), 3, _labels.Intern([]));
        _writer.EndEntity();
        Assert.Throws<InvalidOperationException>(() => _writer.BeginNode(4, _labels.Intern([])));
    }

    private void Node(Action<EntityLineWriter> value)
    {
        _writer.BeginNode(1, _labels.Intern([]));
        _writer.Name("p"u8);
        value(_writer);
        _writer.EndEntity();
    }

    private void Refused(string what, Action<EntityLineWriter> value)
    {
        var writer = new EntityLineWriter(Stream.Null);
        writer.BeginNode(0, _labels.Intern([]));
        writer.Name("p"u8);
        Assert.True(Record.Exception(() => value(writer)) is UnsupportedValueException, what);
    }

    private async Task<string> Written()
    {
        await _writer.FlushAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, _writer.Buffered);
        return Encoding.UTF8.GetString(_file.ToArray());
    }
}
