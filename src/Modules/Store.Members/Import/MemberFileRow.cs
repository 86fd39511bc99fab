using System.Globalization;
using Store.Kernel.Files;
using Store.Members.Members;

namespace Store.Members.Import;

/// <summary>A row of a member file that says what it should; what it leaves out is null.</summary>
internal sealed record MemberFileRow(
    CsvRow Source, string Number, string? Name, string? Phone, string? Email, string? HomeStore, string? Level, string? Gender, int? BirthYear, int? Birthday, string? Language,
    IReadOnlyList<string>? Tags, string? Preferences, string? Notes, string? Referrer)
{
    private const int TextLengthAtMost = 1000;

    private static readonly Dictionary<string, string> Genders = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Female"] = "Female", ["女"] = "Female", ["F"] = "Female", ["Male"] = "Male", ["男"] = "Male", ["M"] = "Male", ["Other"] = "Other", ["其他"] = "Other",
    };

    private static readonly string[] Languages = ["zh-Hans", "zh-Hant", "en"];
    // A day without a year is read as one of a leap year.
    private static readonly string[] WholeDates = ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyyMMdd"];

    /// <summary>The row, or what is wrong with it.</summary>
    public static (MemberFileRow? Row, string? Fault) Read(CsvRow row)
    {
        var name = Cell(row, MemberColumns.Name);
        var (phone, email) = (Cell(row, MemberColumns.Phone), Cell(row, MemberColumns.Email));
        var (gender, language, birthday) = (Cell(row, MemberColumns.Gender), Cell(row, MemberColumns.Language), Cell(row, MemberColumns.Birthday));
        var (year, day) = birthday is null ? (null, null) : Day(birthday);
        var tags = Cell(row, MemberColumns.Tags)?.Split([';', '；', '、'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var (preferences, notes) = (Cell(row, MemberColumns.Preferences), Cell(row, MemberColumns.Notes));
        var fault = row.Faulty ? "The quotation marks of the row do not go together."
            : MemberFields.FaultOfNumber(row[MemberColumns.Number])
            ?? (name is null ? null : MemberFields.FaultOfName(name))
            ?? (phone is not null && Kernel.Privacy.Phone.Normal(phone) is null ? "This is no phone number."
                : email is not null && Contacts.Email.Normal(email) is null ? "This is no e-mail address."
                : gender is not null && !Genders.ContainsKey(gender) ? "Gender is Female, Male or Other."
                : language is not null && !Languages.Contains(language, StringComparer.Ordinal) ? "Language is zh-Hans, zh-Hant or en."
                : birthday is not null && day is null ? "A birthday is a date such as 1990-05-31, or 05-31."
                : tags is not null && (tags.Length > MemberProfileValidator.TagsAtMost || tags.Any(tag => tag.Length > MemberProfileValidator.TagLengthAtMost)) ? "Too many tags, or one that is too long."
                : preferences?.Length > TextLengthAtMost || notes?.Length > TextLengthAtMost ? $"Preferences and notes have at most {TextLengthAtMost} characters." : null);
        return fault is not null ? (null, fault) : (new MemberFileRow(
            row, MemberRows.NormalNumber(row[MemberColumns.Number]!), name, Kernel.Privacy.Phone.Normal(phone), Contacts.Email.Normal(email), Cell(row, MemberColumns.HomeStore),
            Cell(row, MemberColumns.Level), gender is null ? null : Genders[gender], year, day, language, tags, preferences, notes,
            Cell(row, MemberColumns.Referrer) is { } referrer ? MemberRows.NormalNumber(referrer) : null), null);
    }

    public RejectedRow Rejected(string why) => Rejected(Source, why);

    /// <summary>A row that is not taken, told by its place and the member's number alone: what else stands in it is the member's.</summary>
    public static RejectedRow Rejected(CsvRow source, string why) => new(source.Number, why, source[MemberColumns.Number] ?? "");

    private static string? Cell(CsvRow row, string column) => string.IsNullOrWhiteSpace(row[column]) ? null : row[column]!.Trim();

    private static (int? Year, int? Day) Day(string text) =>
        DateOnly.TryParseExact(text, WholeDates, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year >= 1900 ? (date.Year, (date.Month * 100) + date.Day)
        : DateOnly.TryParseExact($"2024-{text.Replace('/', '-').Replace('.', '-')}", ["yyyy-M-d"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? (null, (day.Month * 100) + day.Day)
        : (null, null);
}
