using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Checkout;

/// <summary>Payment in notes of other currencies: the rates of a store, what was tendered at which rate, and what a shift has of each currency.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611230101_Checkout_Currencies")]
public sealed class Checkout_Currencies : StoreMigration
{
    private const string Schema = "checkout";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("CurrencyRates", schema: Schema, columns: table => new
        {
            RateId = Long(table),
            StoreId = Long(table),
            Currency = Text(table, 3),
            RateNano = Long(table),
            ValidFrom = Time(table),
            SetAt = Time(table),
            SetBy = Long(table),
            SetByName = Text(table, 100),
            WithdrawnAt = Time(table, nullable: true),
        }, constraints: table => table.PrimaryKey("PK_CurrencyRates", row => row.RateId));
        migrationBuilder.CreateIndex("IX_CurrencyRates_Store", "CurrencyRates", ["StoreId", "Currency", "ValidFrom"], schema: Schema);
        migrationBuilder.CreateIndex("IX_CurrencyRates_History", "CurrencyRates", ["StoreId", "RateId"], schema: Schema);

        migrationBuilder.AddColumn<string>("Currency", "Payments", maxLength: 3, schema: Schema, nullable: true, collation: ForSqlServer ? CodePointOrder : null);
        migrationBuilder.AddColumn<long>("ForeignMinor", "Payments", schema: Schema, nullable: true);
        migrationBuilder.AddColumn<long>("RateNano", "Payments", schema: Schema, nullable: true);
        migrationBuilder.CreateIndex("IX_Payments_Currency", "Payments", ["ShiftId", "Currency"], schema: Schema, filter: "Currency IS NOT NULL");

        migrationBuilder.CreateTable("ShiftCurrencies", schema: Schema, columns: table => new
        {
            ShiftId = Long(table),
            Currency = Text(table, 3),
            ExpectedMinor = Long(table),
            BaseMinor = Long(table),
            CountedMinor = Long(table),
            OverShortMinor = Long(table),
            BaseOverShortMinor = Long(table),
        }, constraints: table => table.PrimaryKey("PK_ShiftCurrencies", row => new { row.ShiftId, row.Currency }));
    }
}
