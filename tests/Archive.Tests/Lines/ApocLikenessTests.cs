using System.Text;
using System.Text.Json;
using StreamingTracker.Backup.Archive.Lines;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Archive.Tests.Lines;

/// <summary>The same values as in fixtures/types.cypher, written by us and by APOC.</summary>
public class ApocLikenessTests
{
    [Fact]
    public async Task Every_value_is_apocs_but_for_the_floats_that_java_prints_otherwise()
    {
        var apoc = File.ReadLines(RealParts.SharedFile("fixtures/types.apoc.json")).ElementAt(2);
        using var theirs = JsonDocument.Parse(apoc);
        using var ours = JsonDocument.Parse(await WriteAsync());
        var (their, our) = (Properties(theirs), Properties(ours));
        Assert.Equal(their.Keys, our.Keys);
        Assert.Equal(("4.9E-324", "5.0E-324"), (their["tiny"].GetRawText(), our["tiny"].GetRawText()));
        foreach (var (name, value) in their.Where(property => property.Key is not ("tiny" or "s")))
        {
            Assert.Equal($"{name} {value.GetRawText()}", $"{name} {our[name].GetRawText()}");
        }
        Assert.Equal(their["s"].GetString(), our["s"].GetString());
        Assert.Contains("ls\\u2028 ps\\u2029 nel\\u0085", our["s"].GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_json_cannot_tell_is_named()
    {
        using var line = JsonDocument.Parse(await WriteAsync());
        Assert.Equal(
            "d date, dt datetime, dtz datetime@1435143035, du duration, du2 duration, inf float, ld date[], ldt localdatetime, ldt0 localdatetime, " +
            "lp point[], lt localtime, nan float, ninf float, p2 point, p3 point, t time, w2 point, w3 point",
            string.Join(", ", line.RootElement.GetProperty("types").EnumerateObject().OrderBy(type => type.Name, StringComparer.Ordinal)
                .Select(type => $"{type.Name} {type.Value.GetString()}")));
    }

    private static SortedDictionary<string, JsonElement> Properties(JsonDocument line) => new(
        line.RootElement.GetProperty("properties").EnumerateObject().ToDictionary(property => property.Name, property => property.Value),
        StringComparer.Ordinal);

    private static async Task<string> WriteAsync()
    {
        var file = new MemoryStream();
        var writer = new EntityLineWriter(file);
        writer.BeginNode(12, new LabelSetTable().Intern(["Types"]));
        foreach (var (name, write) in Values)
        {
            writer.Name(Encoding.UTF8.GetBytes(name));
            write(writer);
        }
        writer.EndEntity();
        await writer.FlushAsync(GraphFile.Cancel);
        return Encoding.UTF8.GetString(file.ToArray());
    }

    private static void List(IPropertySink sink, params Action[] items)
    {
        sink.BeginList();
        foreach (var item in items) item();
        sink.EndList();
    }

    private static readonly (string Name, Action<IPropertySink> Write)[] Values =
    [
        ("i", s => s.Integer(long.MaxValue)),
        ("f", s => s.Float(1)),
        ("nan", s => s.Float(double.NaN)),
        ("inf", s => s.Float(double.PositiveInfinity)),
        ("ninf", s => s.Float(double.NegativeInfinity)),
        ("tiny", s => s.Float(double.Epsilon)),
        ("s", s => s.String("quote \" back\\slash tab\t nl\n nul\0 ls\u2028 ps\u2029 nel\u0085 emoji 😀"u8)),
        ("b", s => s.Boolean(true)),
        ("e", s => s.String(""u8)),
        ("d", s => s.Date(16_620)),
        ("lt", s => s.LocalTime(46_235_556_000_000)),
        ("t", s => s.Time(46_235_556_000_000, 3600)),
        ("ldt", s => s.LocalDateTime(1_436_038_344, 0)),
        ("ldt0", s => s.LocalDateTime(1_436_038_320, 0)),
        ("dt", s => s.OffsetDateTime(1_435_146_635, 556_000_000, 3600)),
        ("dtz", s => s.ZonedDateTime(1_435_143_035, 556_000_000, "Europe/Paris"u8)),
        ("du", s => s.Duration(5, 1, 43_200, 0)),
        ("du2", s => s.Duration(-3, 4, -5, 123)),
        ("p2", s => s.Point(7203, 1, 2)),
        ("p3", s => s.Point(9157, 1, 2, 3)),
        ("w2", s => s.Point(4326, 1, 2)),
        ("w3", s => s.Point(4979, 1, 2, 3)),
        ("li", s => List(s, () => s.Integer(1), () => s.Integer(2), () => s.Integer(3))),
        ("lf", s => List(s, () => s.Float(1), () => s.Float(2.5))),
        ("ls", s => List(s, () => s.String("a"u8), () => s.String("b"u8))),
        ("lb", s => List(s, () => s.Boolean(true), () => s.Boolean(false))),
        ("ld", s => List(s, () => s.Date(18_262))),
        ("lp", s => List(s, () => s.Point(7203, 1, 2))),
        ("empty", s => List(s)),
    ];
}
