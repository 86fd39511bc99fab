using System.Data;
using System.Globalization;
using System.Reflection;
using Dapper;
using Store.Kernel.Values;

namespace Store.Kernel.Database;

/// <summary>How rows become records and values become parameters, the same on both engines.</summary>
internal static class RowMapping
{
    private static readonly string[] UnitSuffixes = ["Minor", "Milli", "Ppm", "Nano"];

    // One size for all short texts, so that SQL Server keeps one plan for a statement.
    private const int TextInIndex = 4000;

    private static readonly Lock Once = new();
    private static bool registered;

    public static void Register()
    {
        lock (Once)
        {
            if (registered)
                return;
            registered = true;

            // Dapper knows these by itself and would not ask the handlers when it sets parameters: times would go out as the old datetime, off by milliseconds.
            foreach (var known in new[] { typeof(DateTime), typeof(DateTime?), typeof(DateOnly), typeof(DateOnly?), typeof(Guid), typeof(Guid?) })
                SqlMapper.RemoveTypeMap(known);
            SqlMapper.AddTypeHandler(new Handler<Money>(value => new Money(Convert.ToInt64(value, CultureInfo.InvariantCulture)), (p, money) => Set(p, DbType.Int64, money.Minor)));
            SqlMapper.AddTypeHandler(new Handler<Quantity>(value => new Quantity(Convert.ToInt64(value, CultureInfo.InvariantCulture)), (p, quantity) => Set(p, DbType.Int64, quantity.Milli)));
            SqlMapper.AddTypeHandler(new Handler<TaxRate>(value => new TaxRate(Convert.ToInt32(value, CultureInfo.InvariantCulture)), (p, rate) => Set(p, DbType.Int32, rate.Ppm)));
            SqlMapper.AddTypeHandler(new Handler<ExchangeRate>(value => new ExchangeRate(Convert.ToInt64(value, CultureInfo.InvariantCulture)), (p, rate) => Set(p, DbType.Int64, rate.Nano)));
            SqlMapper.AddTypeHandler(new Handler<DateTime>(Utc, (p, time) => Set(p, DbType.DateTime2, Milliseconds(time))));
            SqlMapper.AddTypeHandler(new Handler<DateOnly>(Date, (p, date) => Set(p, DbType.Date, date)));

            // Kept as text, so that both engines compare and index it alike.
            SqlMapper.AddTypeHandler(new Handler<Guid>(value => Guid.Parse((string)value), (p, id) => Set(p, DbType.String, id.ToString())));
            SqlMapper.TypeMapProvider = type => IsRecord(type) ? new RecordMap(type) : new DefaultTypeMap(type);
        }
    }

    /// <summary>Sets a parameter as Dapper would with the handlers above.</summary>
    public static void SetValue(IDbDataParameter parameter, object? value)
    {
        switch (value)
        {
            case Money money: Set(parameter, DbType.Int64, money.Minor); break;
            case Quantity quantity: Set(parameter, DbType.Int64, quantity.Milli); break;
            case TaxRate rate: Set(parameter, DbType.Int32, rate.Ppm); break;
            case ExchangeRate rate: Set(parameter, DbType.Int64, rate.Nano); break;
            case DateTime time: Set(parameter, DbType.DateTime2, Milliseconds(time)); break;
            case DateOnly date: Set(parameter, DbType.Date, date); break;
            case Guid id: Set(parameter, DbType.String, id.ToString()); break;
            case string text:
                Set(parameter, DbType.String, text);
                parameter.Size = text.Length <= TextInIndex ? TextInIndex : -1;
                break;
            default: parameter.Value = value ?? DBNull.Value; break;
        }
    }

    private static bool IsRecord(Type type) => type.GetConstructor(Type.EmptyTypes) is null && type.GetConstructors(Any).Length > 0 && type.GetMethod("<Clone>$") is not null;

    private const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance;

    private static void Set(IDbDataParameter parameter, DbType type, object value)
    {
        parameter.DbType = type;
        parameter.Value = value;
    }

    private static DateTime Milliseconds(DateTime time) => new(time.Ticks - (time.Ticks % TimeSpan.TicksPerMillisecond), time.Kind);

    private static DateTime Utc(object value) => DateTime.SpecifyKind(
        value is DateTime time ? time : DateTime.Parse((string)value, CultureInfo.InvariantCulture), DateTimeKind.Utc);

    private static DateOnly Date(object value) => value switch
    {
        DateOnly date => date,
        DateTime time => DateOnly.FromDateTime(time),
        _ => DateOnly.Parse((string)value, CultureInfo.InvariantCulture),
    };

    private sealed class Handler<T>(Func<object, T> read, Action<IDbDataParameter, T> write) : SqlMapper.TypeHandler<T>
        where T : struct
    {
        public override T Parse(object value) => read(value);

        public override void SetValue(IDbDataParameter parameter, T value) => write(parameter, value);
    }

    /// <summary>Maps columns onto the parameters of a record by name, with or without the unit's suffix.</summary>
    private sealed class RecordMap : SqlMapper.ITypeMap
    {
        private readonly ConstructorInfo constructor;
        private readonly ParameterInfo[] parameters;

        public RecordMap(Type type)
        {
            constructor = type.GetConstructors(Any).OrderByDescending(c => c.GetParameters().Length).First(c => c.GetParameters() is not [{ } only] || only.ParameterType != type);
            parameters = constructor.GetParameters();
        }

        public ConstructorInfo? FindConstructor(string[] names, Type[] types)
        {
            var missing = parameters.FirstOrDefault(parameter => !names.Any(name => Matches(parameter, name)));
            if (missing is not null)
                throw new InvalidOperationException($"{constructor.DeclaringType!.Name}.{missing.Name} has no column of that name; the statement gives {string.Join(", ", names)}.");

            // Dapper passes the arguments in the order of the columns, so the two orders have to be the same.
            for (var i = 0; i < names.Length; i++)
            {
                if (i >= parameters.Length || !Matches(parameters[i], names[i]))
                    throw new InvalidOperationException($"{constructor.DeclaringType!.Name} takes ({string.Join(", ", parameters.Select(p => p.Name))}); the statement gives {string.Join(", ", names)}.");
            }

            return constructor;
        }

        public ConstructorInfo? FindExplicitConstructor() => null;

        public SqlMapper.IMemberMap? GetConstructorParameter(ConstructorInfo constructor, string columnName) =>
            parameters.FirstOrDefault(parameter => Matches(parameter, columnName)) is { } found ? new Member(columnName, found) : null;

        public SqlMapper.IMemberMap? GetMember(string columnName) => null;

        private static bool Matches(ParameterInfo parameter, string column) =>
            parameter.Name!.Equals(column, StringComparison.OrdinalIgnoreCase)
            || UnitSuffixes.Any(suffix => column.Length == parameter.Name.Length + suffix.Length
                && column.EndsWith(suffix, StringComparison.Ordinal) && column.StartsWith(parameter.Name, StringComparison.OrdinalIgnoreCase));

        private sealed class Member(string column, ParameterInfo parameter) : SqlMapper.IMemberMap
        {
            public string ColumnName => column;

            public Type MemberType => parameter.ParameterType;

            public PropertyInfo? Property => null;

            public FieldInfo? Field => null;

            public ParameterInfo? Parameter => parameter;
        }
    }
}
