using System.Text;
using CsCheck;
using StreamingTracker.Backup.Archive.Lines;
using StreamingTracker.Backup.Archive.Values;

namespace StreamingTracker.Backup.Archive.Tests.Lines;

public class RoundTripTests
{
    private delegate void Value(IPropertySink sink);

    private static readonly Gen<int> Nanos = Gen.OneOf(Gen.Const(0), Gen.Int[0, 999].Select(ms => ms * 1_000_000), Gen.Int[0, 999_999_999]);
    private static readonly Gen<int> Offsets = Gen.OneOf(Gen.Int[-18, 18].Select(h => h * 3600), Gen.Int[-64_800, 64_800]);
    private static readonly Gen<long> Days = Gen.OneOf(Gen.Long[-1_000_000, 1_000_000], Gen.Long[CivilDate.FirstDay, CivilDate.LastDay]);
    private static readonly Gen<long> LocalSeconds = Gen.Select(Days, Gen.Long[0, 86_399], (days, seconds) => days * 86_400 + seconds);
    private static readonly Gen<long> UtcSeconds = LocalSeconds.Select(s => Math.Clamp(s, (CivilDate.FirstDay + 2) * 86_400, (CivilDate.LastDay - 2) * 86_400));
    private static readonly Gen<long> NanosOfDay = Gen.Select(Gen.Long[0, 86_399], Nanos, (seconds, nanos) => seconds * 1_000_000_000 + nanos);
    private static readonly Gen<string> Zones = OneOf("Europe/Paris", "America/New_York", "UTC", "GMT+3", "UTC+01:00", "Africa/Monrovia", "Mars/Olympus", "Z");
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.String, Gen.String[Gen.Char.AlphaNumeric, 0, 20], OneOf("\0", "\u2028\u2029\u0085", "😀\\\"", "\\u0041", "é€", "", " "))
        .Where(text => !text.Any(char.IsSurrogate) || Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text);

    private static readonly Gen<Value>[] Kinds =
    [
        Gen.Bool.Select(v => (Value)(s => s.Boolean(v))),
        Gen.OneOf(Gen.Long, Gen.Long[-100, 100]).Select(v => (Value)(s => s.Integer(v))),
        Gen.OneOf(Gen.Double, OneOf(0.0, -0.0, 1.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, 1e16)).Select(v => (Value)(s => s.Float(v))),
        Text.Select(v => (Value)(s => s.String(Encoding.UTF8.GetBytes(v)))),
        Days.Select(v => (Value)(s => s.Date(v))),
        Gen.Select(NanosOfDay, Offsets, (nanos, offset) => (Value)(s => s.Time(nanos, offset))),
        NanosOfDay.Select(v => (Value)(s => s.LocalTime(v))),
        Gen.Select(LocalSeconds, Nanos, (seconds, nanos) => (Value)(s => s.LocalDateTime(seconds, nanos))),
        Gen.OneOf(
            Gen.Select(UtcSeconds, Nanos, Offsets, (seconds, nanos, offset) => (Value)(s => s.OffsetDateTime(seconds, nanos, offset))),
            Gen.Select(UtcSeconds, Nanos, Zones, (seconds, nanos, zone) => (Value)(s => s.ZonedDateTime(seconds, nanos, Encoding.ASCII.GetBytes(zone))))),
        Gen.Select(Gen.Long, Gen.Long, Gen.Long, Nanos, (months, days, seconds, nanos) => (Value)(s => s.Duration(months, days, seconds, nanos))),
        Gen.OneOf(
            Gen.Select(OneOf(4326, 7203), Gen.Double, Gen.Double, (srid, x, y) => (Value)(s => s.Point(srid, x, y))),
            Gen.Select(OneOf(4979, 9157), Gen.Double, Gen.Double, Gen.Double, (srid, x, y, z) => (Value)(s => s.Point(srid, x, y, z)))),
    ];

    private static readonly Gen<Value> Property = Gen.OneOf(
        Gen.OneOf(Kinds),
        Gen.Byte.Array[0, 50].Select(v => (Value)(s => s.Bytes(v))),
        Gen.Int[0, Kinds.Length - 1].SelectMany(kind => Kinds[kind].Array[0, 5]).Select(items => (Value)(s =>
        {
            s.BeginList();
            foreach (var item in items) item(s);
            s.EndList();
        })));

    [Fact]
    public Task What_is_written_is_read_back_whatever_it_is() =>
        Gen.Select(Text, Property).Array[0, 12].Where(properties => properties.Select(p => p.Item1).Distinct().Count() == properties.Length)
            .SampleAsync(properties => ReadsBackAsync(properties), iter: 3000);

    [Fact]
    public async Task A_string_larger_than_the_buffers_is_read_back() =>
        await ReadsBackAsync([("large", s => s.String(Encoding.UTF8.GetBytes(new string('x', 5_000_000) + "\"é"))), ("next", s => s.Integer(1))]);

    [Fact]
    public async Task Three_hundred_properties_are_read_back() =>
        await ReadsBackAsync([.. Enumerable.Range(0, 300).Select(i => ($"p{i}", (Value)(s => s.Date(i))))]);

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static async Task<bool> ReadsBackAsync((string Name, Value Value)[] properties)
    {
        var file = new MemoryStream();
        var writer = new EntityLineWriter(file);
        var labels = new LabelSetTable().Intern(["A"]);
        var expected = new Transcript();
        writer.BeginNode(1, labels);
        Tell(writer, properties);
        writer.EndEntity();
        writer.BeginRelationship(2, "T"u8, 1, labels, 1, labels);
        Tell(writer, properties);
        writer.EndEntity();
        await writer.FlushAsync(GraphFile.Cancel);
        Tell(expected, properties);

        await using var reader = GraphFile.Open(file.ToArray());
        for (var lines = 0; lines < 2; lines++)
        {
            Assert.True(await reader.ReadAsync(GraphFile.Cancel));
            for (var pass = 0; pass < 2; pass++)
            {
                var actual = new Transcript();
                reader.Current.CopyPropertiesTo(actual);
                Assert.Equal(expected.Told, actual.Told);
            }
        }
        Assert.False(await reader.ReadAsync(GraphFile.Cancel));
        return true;
    }

    private static void Tell(IPropertySink sink, (string Name, Value Value)[] properties)
    {
        foreach (var (name, value) in properties)
        {
            sink.Name(Encoding.UTF8.GetBytes(name));
            value(sink);
        }
    }
}
