using System.Text;
using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Lines;
using StreamingTracker.Backup.Bolt.PackStream;

namespace StreamingTracker.Backup.Graph.Export;

/// <summary>
/// Passes the properties of one entity from PackStream to a sink, without an object per value. Whatever no property of Neo4j
/// can hold ends the export: a value is never dropped or guessed at. Messages name the entity and the property, never the value.
/// </summary>
/// <param name="record">Stands before the map of properties.</param>
/// <param name="sink">Takes the properties.</param>
/// <param name="entity">Whose they are, for messages: <c>node</c> or <c>relationship</c>.</param>
/// <param name="id">The entity's id, for messages.</param>
internal ref struct PropertyTranscoder(PackStreamReader record, IPropertySink sink, string entity, long id)
{
    private PackStreamReader _record = record;
    private ReadOnlySpan<byte> _name;

    /// <summary>Passes all of them.</summary>
    /// <exception cref="UnsupportedValueException">A value is none that a property can hold.</exception>
    public void Copy()
    {
        for (var left = _record.ReadMapHeader(); left > 0; left--)
        {
            _name = _record.ReadStringUtf8();
            sink.Name(_name);
            if (_record.PeekType() is PackStreamType.List) CopyList();
            else if (_record.PeekType() is PackStreamType.Bytes) sink.Bytes(_record.ReadBytes());
            else CopySingle();
        }
    }

    private void CopyList()
    {
        var count = _record.ReadListHeader();
        sink.BeginList();
        var first = 0;
        for (var i = 0; i < count; i++)
        {
            var kind = CopySingle();
            if (i == 0) first = kind;
            else if (kind != first) throw Unsupported("a list of different types");
        }

        sink.EndList();
    }

    // Returns what tells apart the types that can't share a list: the PackStream type, or the tag of a structure.
    private int CopySingle()
    {
        var type = _record.PeekType();
        switch (type)
        {
            case PackStreamType.Boolean: sink.Boolean(_record.ReadBoolean()); break;
            case PackStreamType.Integer: sink.Integer(_record.ReadInteger()); break;
            case PackStreamType.Float: sink.Float(_record.ReadFloat()); break;
            case PackStreamType.String: sink.String(_record.ReadStringUtf8()); break;
            case PackStreamType.Structure: return CopyStructure();
            case PackStreamType.Null: throw Unsupported("a null");
            case PackStreamType.Map: throw Unsupported("a map");
            case PackStreamType.List: throw Unsupported("a list inside a list");
            default: throw Unsupported("a byte array inside a list");
        }

        return -(int)type;
    }

    private byte CopyStructure()
    {
        var tag = _record.ReadStructureHeader(out var fields);
        switch (tag, fields)
        {
            case (StructureTag.Date, 1): sink.Date(Integer(ValueRange.Days)); break;
            case (StructureTag.Time, 2): sink.Time(Integer(ValueRange.NanosOfDay), (int)Integer(ValueRange.Offset)); break;
            case (StructureTag.LocalTime, 1): sink.LocalTime(Integer(ValueRange.NanosOfDay)); break;
            case (StructureTag.LocalDateTime, 2): sink.LocalDateTime(Integer(ValueRange.Seconds), Nanos()); break;
            case (StructureTag.DateTime, 3):
                sink.OffsetDateTime(Integer(ValueRange.Seconds), Nanos(), (int)Integer(ValueRange.Offset));
                break;
            case (StructureTag.DateTimeZoneId, 3):
                sink.ZonedDateTime(Integer(ValueRange.Seconds), Nanos(), _record.ReadStringUtf8());
                break;
            case (StructureTag.Duration, 4):
                sink.Duration(_record.ReadInteger(), _record.ReadInteger(), _record.ReadInteger(), Nanos());
                break;
            case (StructureTag.Point2D, 3):
                sink.Point(Srid(is3D: false), _record.ReadFloat(), _record.ReadFloat());
                break;
            case (StructureTag.Point3D, 4):
                sink.Point(Srid(is3D: true), _record.ReadFloat(), _record.ReadFloat(), _record.ReadFloat());
                break;
            case (StructureTag.LegacyDateTime or StructureTag.LegacyDateTimeZoneId, _):
                throw Unsupported("a date and time in the form of Bolt before its UTC patch");
            default: throw Unsupported($"a structure 0x{tag:X2} of {fields} fields");
        }

        return tag;
    }

    private int Nanos() => (int)Integer(ValueRange.Nanos);

    private long Integer(ValueRange range)
    {
        var value = _record.ReadInteger();
        return value >= range.Least && value <= range.Most ? value : throw Unsupported($"{range.Name} out of range");
    }

    private int Srid(bool is3D) => (_record.ReadInteger(), is3D) switch
    {
        (4326, false) => 4326,
        (7203, false) => 7203,
        (4979, true) => 4979,
        (9157, true) => 9157,
        _ => throw Unsupported("a point of an unknown coordinate system"),
    };

    private readonly UnsupportedValueException Unsupported(string what) => new(
        $"Property `{Encoding.UTF8.GetString(_name)}` of {entity} {id} holds {what}, which no backup can hold",
        "Change or remove the property in the database, then back up again.");
}
