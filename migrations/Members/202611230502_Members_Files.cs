using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Members;

/// <summary>What is kept of a member beside number and name; phone and e-mail sealed, and found by blind index.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611230502_Members_Files")]
public sealed class Members_Files : StoreMigration
{
    private const string Schema = "members";
    private const int IndexLength = 24;

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("State", "Members", schema: Schema, maxLength: 10, nullable: false, defaultValue: "Active", collation: ForSqlServer ? CodePointOrder : null);
        migrationBuilder.AddColumn<long>("MergedIntoId", "Members", schema: Schema, nullable: true);
        migrationBuilder.AddColumn<string>("Gender", "Members", schema: Schema, maxLength: 10, nullable: false, defaultValue: "", collation: ForSqlServer ? CodePointOrder : null);
        migrationBuilder.AddColumn<int>("BirthYear", "Members", schema: Schema, nullable: true);
        migrationBuilder.AddColumn<int>("Birthday", "Members", schema: Schema, nullable: true);
        migrationBuilder.AddColumn<string>("Language", "Members", schema: Schema, maxLength: 10, nullable: false, defaultValue: "", collation: ForSqlServer ? CodePointOrder : null);
        migrationBuilder.AddColumn<long>("ReferrerId", "Members", schema: Schema, nullable: true);
        migrationBuilder.AddColumn<string>("Notes", "Members", schema: Schema, maxLength: 1000, nullable: false, defaultValue: "", collation: ForSqlServer ? CodePointOrder : null);
        migrationBuilder.AddColumn<string>("Preferences", "Members", schema: Schema, maxLength: 1000, nullable: false, defaultValue: "", collation: ForSqlServer ? CodePointOrder : null);
        migrationBuilder.CreateIndex("IX_Members_MergedInto", "Members", ["MergedIntoId", "MemberId"], schema: Schema);

        migrationBuilder.CreateTable("MemberContacts", schema: Schema, columns: table => new
        {
            MemberId = Long(table),
            Kind = Text(table, 10),
            Sealed = Text(table, 400),
            ExactIndex = Text(table, IndexLength),
            LastDigitsIndex = Text(table, IndexLength),
            ChangedAt = Time(table),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_MemberContacts", row => new { row.MemberId, row.Kind });
            table.ForeignKey("FK_MemberContacts_Members", row => row.MemberId, "Members", "MemberId", Schema);
        });
        migrationBuilder.CreateIndex("UX_MemberContacts_Exact", "MemberContacts", ["Kind", "ExactIndex"], schema: Schema, unique: true);
        migrationBuilder.CreateIndex("IX_MemberContacts_LastDigits", "MemberContacts", ["Kind", "LastDigitsIndex", "MemberId"], schema: Schema);

        migrationBuilder.CreateTable("MemberCards", schema: Schema, columns: table => new
        {
            Code = Text(table, 60),
            MemberId = Long(table),
            Batch = Text(table, 40),
            State = Text(table, 10),
            IssuedAt = Time(table),
            ChangedAt = Time(table),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_MemberCards", row => row.Code);
            table.ForeignKey("FK_MemberCards_Members", row => row.MemberId, "Members", "MemberId", Schema);
        });
        migrationBuilder.CreateIndex("IX_MemberCards_Member", "MemberCards", ["MemberId", "Code"], schema: Schema);

        migrationBuilder.CreateTable("MemberTags", schema: Schema, columns: table => new
        {
            Tag = Text(table, 40),
            MemberId = Long(table),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_MemberTags", row => new { row.Tag, row.MemberId });
            table.ForeignKey("FK_MemberTags_Members", row => row.MemberId, "Members", "MemberId", Schema);
        });
        migrationBuilder.CreateIndex("IX_MemberTags_Member", "MemberTags", ["MemberId", "Tag"], schema: Schema);

        migrationBuilder.CreateTable("MemberConsents", schema: Schema, columns: table => new
        {
            ConsentId = Long(table),
            MemberId = Long(table),
            Channel = Text(table, 20),
            Given = Flag(table),
            Source = Text(table, 40),
            SaidAt = Time(table),
            TakenBy = Long(table),
            TakenByName = Text(table, 100),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_MemberConsents", row => row.ConsentId);
            table.ForeignKey("FK_MemberConsents_Members", row => row.MemberId, "Members", "MemberId", Schema);
        });
        migrationBuilder.CreateIndex("IX_MemberConsents_Member", "MemberConsents", ["MemberId", "Channel", "ConsentId"], schema: Schema);
    }
}
